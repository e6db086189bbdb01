-- Times are Unix seconds. Ids are 64-bit; those of letters, responses and notices are random.
-- A column named `sealed_…` opens only with the key; a `…_tag` is a keyed one-way mark.

CREATE TABLE guild (
    id BIGINT PRIMARY KEY,
    last_number BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE letterbox (
    id INTEGER PRIMARY KEY,
    guild_id BIGINT NOT NULL UNIQUE REFERENCES guild (id),
    letters_id BIGINT NOT NULL,
    desk_id BIGINT NOT NULL,
    mature_id BIGINT,
    open INTEGER NOT NULL DEFAULT 1,
    categories TEXT NOT NULL
);

CREATE TABLE letter (
    id BIGINT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN
        ('draft', 'held', 'returned', 'rejected', 'approved', 'published', 'removed', 'withdrawn')),
    sealed_author BLOB NOT NULL,
    author_tag BLOB NOT NULL,
    letterbox_id BIGINT REFERENCES letterbox (id),
    guild_id BIGINT REFERENCES guild (id),
    number BIGINT,
    sealed_title BLOB,
    category TEXT,
    rating TEXT NOT NULL DEFAULT 'sfw' CHECK (rating IN ('sfw', 'nsfw')),
    opened_at BIGINT NOT NULL,
    submitted_at BIGINT,
    published_at BIGINT,
    channel_id BIGINT,
    message_id BIGINT,
    thread_id BIGINT,
    sealed_card BLOB,
    desk_message_id BIGINT,
    report_message_id BIGINT,
    last_response BIGINT NOT NULL DEFAULT 0,
    muted INTEGER NOT NULL DEFAULT 0,
    unreachable INTEGER NOT NULL DEFAULT 0,
    trouble TEXT,
    UNIQUE (guild_id, number),
    CHECK (state = 'draft' OR number IS NOT NULL)
);
CREATE INDEX letter_by_author ON letter (author_tag);
CREATE INDEX letter_waiting ON letter (guild_id, submitted_at) WHERE state = 'held';
CREATE UNIQUE INDEX letter_by_thread ON letter (thread_id) WHERE thread_id IS NOT NULL;

CREATE TABLE part (
    letter_id BIGINT NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    sealed_text BLOB NOT NULL,
    source_tag BLOB,
    PRIMARY KEY (letter_id, position)
);
CREATE INDEX part_by_source ON part (source_tag) WHERE source_tag IS NOT NULL;

CREATE TABLE picture (
    letter_id BIGINT NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    sealed_data BLOB NOT NULL,
    source_tag BLOB,
    PRIMARY KEY (letter_id, position)
);
CREATE INDEX picture_by_source ON picture (source_tag) WHERE source_tag IS NOT NULL;

-- The continuation of a long letter in its thread: page 1 onwards (page 0 is the letter's own message).
CREATE TABLE page (
    letter_id BIGINT NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    message_id BIGINT NOT NULL,
    PRIMARY KEY (letter_id, position)
);

CREATE TABLE notice (
    id BIGINT PRIMARY KEY,
    letter_id BIGINT NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    author_tag BLOB NOT NULL,
    kind TEXT NOT NULL,
    sealed_text BLOB NOT NULL,
    sealed_place BLOB,
    message_tag BLOB UNIQUE,
    sent_at BIGINT
);
CREATE INDEX notice_by_author ON notice (author_tag, sent_at);
CREATE INDEX notice_by_letter ON notice (letter_id);

CREATE TABLE response (
    id BIGINT PRIMARY KEY,
    letter_id BIGINT NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('open', 'pen', 'author')),
    responder_tag BLOB NOT NULL,
    sealed_name BLOB NOT NULL,
    sealed_text BLOB NOT NULL,
    message_id BIGINT UNIQUE,
    notice_id BIGINT REFERENCES notice (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    at BIGINT NOT NULL,
    UNIQUE (letter_id, number)
);
CREATE INDEX response_by_notice ON response (notice_id) WHERE notice_id IS NOT NULL;

CREATE TABLE pen_name (
    letter_id BIGINT NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    name_tag BLOB NOT NULL,
    sealed_name BLOB NOT NULL,
    owner_tag BLOB NOT NULL,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (letter_id, name_tag)
);

CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    letter_id BIGINT NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    verb TEXT NOT NULL,
    sealed_moderator BLOB,
    sealed_reason BLOB,
    at BIGINT NOT NULL
);
CREATE INDEX decision_by_letter ON decision (letter_id, id);

CREATE TABLE report (
    letter_id BIGINT NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    reporter_tag BLOB NOT NULL,
    sealed_reason BLOB NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (letter_id, reporter_tag)
);

-- The outbox. A row is one effect on Discord; it leaves the table in the transaction that records the effect.
-- AUTOINCREMENT: the order within a lane is the order of ids, which must never be handed out twice.
CREATE TABLE delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    lane TEXT NOT NULL,
    kind TEXT NOT NULL,
    letter_id BIGINT REFERENCES letter (id) ON DELETE CASCADE,
    subject_id BIGINT,
    sealed_payload BLOB,
    nonce TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    worker TEXT,
    lease_until BIGINT
);
CREATE INDEX delivery_by_lane ON delivery (lane, id);
CREATE INDEX delivery_due ON delivery (not_before, id);

CREATE TABLE remark (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
);
