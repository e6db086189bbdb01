-- The author of a published letter may revise it: the revision is a letter of its own until its text replaces the one
-- before, and is merged then. (A rule about the states is part of the table: it is made anew. `migrate.py` sees to it
-- that nothing is deleted that refers to it.)

CREATE TABLE letter_anew (
    id BIGINT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN
        ('draft', 'posted', 'held', 'returned', 'rejected', 'approved', 'published', 'removed', 'withdrawn',
        'merged')),
    letterbox_id BIGINT REFERENCES letterbox (id),
    guild_id BIGINT REFERENCES guild (id),
    number BIGINT,
    sealed_title BLOB,
    category TEXT,
    rating TEXT NOT NULL DEFAULT 'sfw' CHECK (rating IN ('sfw', 'nsfw')),
    turn BIGINT NOT NULL,
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
    trouble TEXT,
    sealed_author BLOB,
    desk_behind INTEGER NOT NULL DEFAULT 0,
    kept_until BIGINT,
    reminded INTEGER NOT NULL DEFAULT 0,
    since BIGINT,
    discarded INTEGER NOT NULL DEFAULT 0,
    desk_before BIGINT,
    sealed_seen BLOB,
    left_locked INTEGER NOT NULL DEFAULT 0,
    left_closed INTEGER NOT NULL DEFAULT 0,
    publish_on BIGINT,
    replies TEXT NOT NULL DEFAULT 'anyone' CHECK (replies IN ('anyone', 'pen', 'author', 'closed')),
    sealed_warning BLOB,
    sealed_asked BLOB,
    revises BIGINT,
    revised_at BIGINT,
    UNIQUE (guild_id, number),
    CHECK (state IN ('draft', 'posted') OR number IS NOT NULL)
);
INSERT INTO letter_anew (
    id, state, letterbox_id, guild_id, number, sealed_title, category, rating, turn, submitted_at, published_at,
    channel_id, message_id, thread_id, sealed_card, desk_message_id, report_message_id, last_response, muted,
    trouble, sealed_author, desk_behind, kept_until, reminded, since, discarded, desk_before, sealed_seen,
    left_locked, left_closed, publish_on, replies, sealed_warning, sealed_asked
)
SELECT
    id, state, letterbox_id, guild_id, number, sealed_title, category, rating, turn, submitted_at, published_at,
    channel_id, message_id, thread_id, sealed_card, desk_message_id, report_message_id, last_response, muted,
    trouble, sealed_author, desk_behind, kept_until, reminded, since, discarded, desk_before, sealed_seen,
    left_locked, left_closed, publish_on, replies, sealed_warning, sealed_asked
FROM letter;
DROP TABLE letter;
ALTER TABLE letter_anew RENAME TO letter;
CREATE UNIQUE INDEX letter_by_turn ON letter (turn);
CREATE UNIQUE INDEX letter_by_thread ON letter (thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX letter_by_message ON letter (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX letter_by_desk_message ON letter (desk_message_id) WHERE desk_message_id IS NOT NULL;
CREATE INDEX letter_by_report_message ON letter (report_message_id) WHERE report_message_id IS NOT NULL;
CREATE INDEX letter_open ON letter (turn) WHERE state IN ('draft', 'returned');
CREATE INDEX letter_sent ON letter (guild_id, submitted_at) WHERE submitted_at IS NOT NULL;
CREATE INDEX letter_to_forget ON letter (letterbox_id, since)
    WHERE since IS NOT NULL AND state IN ('published', 'removed');
CREATE INDEX letter_to_empty ON letter (since)
    WHERE since IS NOT NULL AND state IN ('rejected', 'withdrawn', 'merged');
CREATE INDEX letter_waiting ON letter (guild_id, submitted_at, number) WHERE state = 'held';
CREATE INDEX letter_posted ON letter (submitted_at, id) WHERE state = 'posted';
CREATE INDEX letter_posted_in ON letter (guild_id, submitted_at) WHERE state = 'posted';
CREATE INDEX letter_by_end ON letter (kept_until, id) WHERE kept_until IS NOT NULL;
CREATE INDEX letter_to_remind ON letter (kept_until, id) WHERE kept_until IS NOT NULL AND reminded = 0;
CREATE INDEX letter_open_in ON letter (guild_id, id) WHERE state IN ('draft', 'returned');
CREATE INDEX letter_live ON letter (published_at, id) WHERE state = 'published' AND sealed_author IS NOT NULL;
CREATE INDEX letter_published_in ON letter (channel_id, number) WHERE state = 'published';
CREATE INDEX letter_for_desk ON letter (guild_id, number)
    WHERE state = 'held' OR trouble IS NOT NULL OR desk_behind = 1;
CREATE INDEX letter_behind ON letter (guild_id, number) WHERE desk_behind = 1;
CREATE INDEX letter_card ON letter (desk_message_id) WHERE state = 'held' AND desk_message_id IS NOT NULL;
CREATE INDEX letter_discarded ON letter (kept_until) WHERE discarded = 1;
CREATE INDEX letter_to_round ON letter (submitted_at)
    WHERE submitted_at <> submitted_at / 86400 * 86400 AND state NOT IN ('posted', 'held');
CREATE INDEX letter_known ON letter (id, guild_id, sealed_author) WHERE sealed_author IS NOT NULL;
CREATE UNIQUE INDEX letter_revision ON letter (guild_id, revises)
    WHERE revises IS NOT NULL AND state IN ('draft', 'posted', 'held', 'returned', 'approved');
