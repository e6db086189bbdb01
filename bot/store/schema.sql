-- The schema as it is now, for reading; the database itself is made by the numbered files in `migrations/`.
-- A test compares the two: change both.
--
-- Times are Unix seconds. Ids are 64-bit; those of letters, responses and notices are random.
-- A column named `sealed_…` opens only with the key. A `…_tag` is a keyed one-way mark; no two rows have the same.
-- Whatever recognises a person is sealed to its row. For somebody who is forgotten before their time is over, it is
-- overwritten with zeros of the same length, sealed.

-- The migrations that have run on this database.
CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL);

-- A server. Letters are numbered within it.
CREATE TABLE guild (
    id BIGINT PRIMARY KEY,
    last_number BIGINT NOT NULL DEFAULT 0
);

-- A letterbox: where letters of a server appear and where they are reviewed. A server may have several.
CREATE TABLE letterbox (
    id INTEGER PRIMARY KEY,
    guild_id BIGINT NOT NULL REFERENCES guild (id),
    name TEXT NOT NULL DEFAULT '', -- tells it from the server's others
    letters_id BIGINT NOT NULL, -- text channel or forum
    desk_id BIGINT NOT NULL,
    mature_id BIGINT, -- age-restricted channel; without it no Not Safe for Work letter can be sent
    open INTEGER NOT NULL DEFAULT 1,
    keep_days INTEGER NOT NULL DEFAULT 90, -- days after the last response for which an author is known
    language TEXT NOT NULL DEFAULT 'en', -- Discord's code of the language that its desk and its readers read
    settings TEXT NOT NULL, -- a JSON object: everything else of `bot/letter/letterbox.py`; no statement looks into it
    UNIQUE (guild_id, name)
);

-- A letter, from the first word of its draft on. Its text is in `part`, its pictures in `picture`.
CREATE TABLE letter (
    id BIGINT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN
        ('draft', 'posted', 'held', 'returned', 'rejected', 'approved', 'published', 'removed', 'withdrawn',
        'merged')),
    letterbox_id BIGINT REFERENCES letterbox (id), -- NULL while the writer has not chosen
    guild_id BIGINT REFERENCES guild (id),
    number BIGINT, -- given when it first reaches the desk
    sealed_title BLOB,
    category TEXT,
    rating TEXT NOT NULL DEFAULT 'sfw' CHECK (rating IN ('sfw', 'nsfw')),
    turn BIGINT NOT NULL, -- tells which of somebody's drafts is older, but not when it was begun
    submitted_at BIGINT, -- the last time it reached the desk; for a posted one, its collection
    published_at BIGINT, -- the first time it was published
    channel_id BIGINT, -- where it is published, and its message and thread there
    message_id BIGINT,
    thread_id BIGINT,
    sealed_card BLOB, -- the draft card's message id
    desk_message_id BIGINT,
    report_message_id BIGINT,
    last_response BIGINT NOT NULL DEFAULT 0, -- the number of the last response
    muted INTEGER NOT NULL DEFAULT 0, -- 1: the author wants no notices of responses
    trouble TEXT, -- what the desk should know about a delivery that failed for good
    sealed_author BLOB, -- account, direct-message channel and language; NULL once their time is over
    desk_behind INTEGER NOT NULL DEFAULT 0, -- 1: its card at the desk could not be brought up to date
    kept_until BIGINT, -- for a draft or returned letter: the midnight (UTC) at which it is erased
    reminded INTEGER NOT NULL DEFAULT 0, -- 1: its writer was reminded of that
    since BIGINT, -- published or last responded to; rejected or withdrawn; NULL when nothing leads to anybody any more
    discarded INTEGER NOT NULL DEFAULT 0, -- 1: a draft that is erased at `kept_until`, within a minute
    desk_before BIGINT, -- its review card from before it was sent back, until that points to the new one
    sealed_seen BLOB, -- title and text as the desk saw them when it sent the letter back, until it decides
    left_locked INTEGER NOT NULL DEFAULT 0, -- 1: moderators had locked its thread before it was taken down
    left_closed INTEGER NOT NULL DEFAULT 0, -- 1: moderators had closed it
    publish_on BIGINT, -- the midnight (UTC) of the day on which it is to appear; NULL: once it is approved
    replies TEXT NOT NULL DEFAULT 'anyone' CHECK (replies IN ('anyone', 'pen', 'author', 'closed')), -- who may respond
    sealed_warning BLOB, -- its content warning
    sealed_asked BLOB, -- category, rating and warning as its author sent it, where the desk changed them
    revises BIGINT, -- for a revision: the number of the published letter whose text it replaces once it is approved
    revised_at BIGINT, -- the last time that a revision replaced its text
    tell_every INTEGER NOT NULL DEFAULT 0, -- seconds between two notices of responses, at least
    end_told INTEGER NOT NULL DEFAULT 0, -- 1: its author was told that they are forgotten soon; a response takes it back
    archive TEXT NOT NULL DEFAULT 'untold' CHECK (archive IN ('untold', 'told', 'out')), -- may it stand on a page outside
    counted_at BIGINT, -- the last time that its message was edited for the response count
    related_id BIGINT, -- the published letter that its message links to, as the one most like it
    UNIQUE (guild_id, number),
    CHECK (state IN ('draft', 'posted') OR number IS NOT NULL)
);
CREATE UNIQUE INDEX letter_by_turn ON letter (turn);
CREATE UNIQUE INDEX letter_by_thread ON letter (thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX letter_by_message ON letter (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX letter_by_desk_message ON letter (desk_message_id) WHERE desk_message_id IS NOT NULL;
CREATE INDEX letter_by_report_message ON letter (report_message_id) WHERE report_message_id IS NOT NULL;
CREATE INDEX letter_open ON letter (turn) WHERE state IN ('draft', 'returned');
CREATE INDEX letter_to_forget ON letter (letterbox_id, since)
    WHERE since IS NOT NULL AND state IN ('published', 'removed');
CREATE INDEX letter_to_empty ON letter (since)
    WHERE since IS NOT NULL AND state IN ('rejected', 'withdrawn', 'merged');
CREATE INDEX letter_posted ON letter (submitted_at, id) WHERE state = 'posted';
CREATE INDEX letter_by_end ON letter (kept_until, id) WHERE kept_until IS NOT NULL;
CREATE INDEX letter_to_remind ON letter (kept_until, id) WHERE kept_until IS NOT NULL AND reminded = 0;
CREATE INDEX letter_live ON letter (published_at, id) WHERE state = 'published' AND sealed_author IS NOT NULL;
CREATE INDEX letter_published_in ON letter (channel_id, number) WHERE state = 'published';
CREATE INDEX letter_card ON letter (desk_message_id) WHERE state = 'held' AND desk_message_id IS NOT NULL;
CREATE INDEX letter_discarded ON letter (kept_until) WHERE discarded = 1;
CREATE INDEX letter_to_round ON letter (submitted_at)
    WHERE submitted_at <> submitted_at / 86400 * 86400 AND state NOT IN ('posted', 'held');
CREATE INDEX letter_known ON letter (id, guild_id, sealed_author) WHERE sealed_author IS NOT NULL;
CREATE UNIQUE INDEX letter_revision ON letter (guild_id, revises)
    WHERE revises IS NOT NULL AND state IN ('draft', 'posted', 'held', 'returned', 'approved');
CREATE INDEX letter_to_announce ON letter (letterbox_id, since)
    WHERE since IS NOT NULL AND state IN ('published', 'removed') AND end_told = 0;
CREATE INDEX letter_sent ON letter (letterbox_id, submitted_at) WHERE submitted_at IS NOT NULL;
CREATE INDEX letter_waiting ON letter (letterbox_id, submitted_at, number, id) WHERE state = 'held';
CREATE INDEX letter_posted_in ON letter (letterbox_id, submitted_at) WHERE state = 'posted';
CREATE INDEX letter_open_in ON letter (letterbox_id, id) WHERE state IN ('draft', 'returned');
CREATE INDEX letter_for_desk ON letter (letterbox_id, number)
    WHERE state = 'held' OR trouble IS NOT NULL OR desk_behind = 1;
CREATE INDEX letter_behind ON letter (letterbox_id, number) WHERE desk_behind = 1;
CREATE INDEX letter_archived ON letter (guild_id, number) WHERE state = 'published' AND archive = 'told';
CREATE INDEX letter_related ON letter (related_id) WHERE related_id IS NOT NULL;

-- A piece of a letter's text: one direct message, or (without a source) what was written in a form.
CREATE TABLE part (
    letter_id BIGINT NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    sealed_text BLOB NOT NULL,
    source_tag BLOB, -- the direct message
    taken_back INTEGER NOT NULL DEFAULT 0, -- that message was deleted when the letter had been sent
    PRIMARY KEY (letter_id, position)
);
CREATE INDEX part_by_source ON part (source_tag) WHERE source_tag IS NOT NULL;

-- A picture, encoded anew without metadata.
CREATE TABLE picture (
    letter_id BIGINT NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL, -- a neutral file name
    sealed_data BLOB NOT NULL,
    source_tag BLOB, -- the direct message
    sealed_attachment BLOB, -- the mark of the attachment in that message
    sealed_about BLOB, -- whether it is behind a spoiler, and its description
    taken_back INTEGER NOT NULL DEFAULT 0, -- as in `part`
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
CREATE INDEX page_by_message ON page (message_id);

-- A direct message to the author about a letter.
CREATE TABLE notice (
    id BIGINT PRIMARY KEY,
    letter_id BIGINT NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    sealed_text BLOB NOT NULL,
    sealed_message BLOB, -- the message id, 0 if it ended without a message; NULL until then
    message_tag BLOB UNIQUE, -- recognises the message when it is replied to
    sent_at BIGINT
);
CREATE INDEX notice_by_letter ON notice (letter_id);
CREATE INDEX notice_by_time ON notice (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX notice_unmarked ON notice (id) WHERE message_tag IS NULL AND sealed_message IS NOT NULL;

-- An answer in the letter's thread, numbered within the letter. It waits until it stands there; one that Discord
-- refuses or that was deleted keeps its number.
CREATE TABLE response (
    id BIGINT PRIMARY KEY,
    letter_id BIGINT NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('open', 'pen', 'author')),
    sealed_name BLOB NOT NULL,
    sealed_text BLOB NOT NULL,
    message_id BIGINT UNIQUE, -- NULL until it is posted in the thread
    notice_id BIGINT REFERENCES notice (id), -- the notice that tells the author of it
    at BIGINT NOT NULL,
    sealed_mark BLOB, -- its writer's; NULL once their time is over
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'stands', 'refused', 'gone')),
    sealed_writer BLOB, -- account, direct-message channel and language, and the interaction; NULL once it waits no more
    answers BIGINT, -- the number of the response that it answers
    sealed_change BLOB, -- what it is to say once Discord has taken that; NULL when no change is on its way
    thread_id BIGINT, -- the thread that it was posted in; a letter that is published anew has another one
    removed_at BIGINT, -- when moderators removed it, as long as they may restore it
    UNIQUE (letter_id, number)
);
CREATE INDEX response_by_notice ON response (notice_id) WHERE notice_id IS NOT NULL;
CREATE INDEX response_by_time ON response (at);
CREATE INDEX response_waiting ON response (state) WHERE state = 'waiting';
CREATE INDEX response_by_thread ON response (thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX response_removed ON response (removed_at) WHERE removed_at IS NOT NULL;

-- An author's answer from direct messages, a row for each; or (no source) what was changed by form between them.
CREATE TABLE answer_part (
    response_id BIGINT NOT NULL REFERENCES response (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    sealed_text BLOB, -- NULL where it is the whole answer
    source_tag BLOB, -- the direct message
    PRIMARY KEY (response_id, position)
);
CREATE INDEX answer_part_by_source ON answer_part (source_tag) WHERE source_tag IS NOT NULL;

-- A pen name belongs to its first owner within the letter; `name_tag` is a mark of what the name looks like.
CREATE TABLE pen_name (
    letter_id BIGINT NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    name_tag BLOB NOT NULL,
    sealed_name BLOB NOT NULL,
    used_at BIGINT NOT NULL,
    sealed_owner BLOB, -- NULL once their time is over: from then on nobody can use the name
    PRIMARY KEY (letter_id, name_tag)
);

-- What was decided about a letter, and by whom; the moderator is NULL when the author decided.
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    letter_id BIGINT NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    verb TEXT NOT NULL,
    sealed_moderator BLOB,
    sealed_reason BLOB,
    at BIGINT NOT NULL,
    response BIGINT NOT NULL DEFAULT 0, -- the number of the response that it is about; 0: the letter itself
    letterbox_id BIGINT REFERENCES letterbox (id) -- the letter's
);
CREATE INDEX decision_by_letter ON decision (letter_id, id);
CREATE INDEX decision_in ON decision (letterbox_id, id);

-- Reports: at most one of each reader for a letter, and one for each response.
CREATE TABLE report (
    id BIGINT PRIMARY KEY, -- random
    letter_id BIGINT NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    sealed_reporter BLOB, -- NULL once their time is over
    sealed_reason BLOB, -- NULL once the desk has settled it
    at BIGINT NOT NULL,
    guild_id BIGINT REFERENCES guild (id), -- the letter's
    response BIGINT NOT NULL DEFAULT 0, -- the number of the response that is reported; 0: the letter itself
    sealed_hearer BLOB -- how to reach a reporter who wants to hear the outcome; NULL once they are told
);
CREATE INDEX report_by_letter ON report (letter_id);
CREATE INDEX report_open ON report (guild_id, letter_id) WHERE sealed_reason IS NOT NULL;

-- Who replied under a pen name and wants to hear of what is said in that thread; they go with the letter's author.
CREATE TABLE listener (
    id BIGINT PRIMARY KEY, -- random
    letter_id BIGINT NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    sealed_person BLOB NOT NULL, -- account, direct-message channel and language
    told BIGINT NOT NULL -- the number of the last response that was looked at for them
);
CREATE INDEX listener_by_letter ON listener (letter_id);

-- A member who agrees to stand by name in the archives of a server, under what they replied in their own name.
CREATE TABLE archive_name (
    id BIGINT PRIMARY KEY, -- random
    guild_id BIGINT NOT NULL REFERENCES guild (id),
    sealed_mark BLOB NOT NULL -- theirs as a responder
);
CREATE INDEX archive_name_in ON archive_name (guild_id);

-- The outbox. A row is one effect on Discord; it leaves the table in the transaction that records the effect.
-- AUTOINCREMENT: the order within a lane is the order of ids, so no id may be used twice.
CREATE TABLE delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    lane TEXT NOT NULL,
    kind TEXT NOT NULL,
    letter_id BIGINT REFERENCES letter (id) ON DELETE CASCADE,
    subject_id BIGINT, -- the response, notice or page it is about; the letter itself in a refresh for its link
    sealed_payload BLOB, -- what is stored nowhere else
    nonce TEXT NOT NULL, -- the same at every attempt
    attempts INTEGER NOT NULL DEFAULT 0, -- how often it has been claimed
    created_at BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    worker TEXT, -- who has claimed it, and until when
    lease_until BIGINT,
    rate_limit_key TEXT NOT NULL DEFAULT '', -- deliveries with one key go one after another; '': no limit shared
    parked TEXT, -- what the desk reads of it while somebody has to put something right first; NULL: nothing of the kind
    guild_id BIGINT -- whose it is; NULL: no server's, as what is about no letter
);
CREATE INDEX delivery_by_lane ON delivery (lane, id);
CREATE INDEX delivery_claimed ON delivery (rate_limit_key, lease_until) WHERE worker IS NOT NULL;
CREATE INDEX delivery_by_letter ON delivery (letter_id, kind) WHERE letter_id IS NOT NULL;
CREATE INDEX delivery_with_payload ON delivery (kind) WHERE sealed_payload IS NOT NULL;
CREATE INDEX delivery_by_due ON delivery (CASE WHEN lease_until > not_before THEN lease_until ELSE not_before END);
CREATE INDEX delivery_parked ON delivery (letter_id) WHERE parked IS NOT NULL;
CREATE INDEX delivery_under_way ON delivery (lane) WHERE worker IS NOT NULL;
CREATE INDEX delivery_by_rate_limit_key ON delivery (rate_limit_key, not_before, id);

-- What the program keeps for itself, by name (`meta` in the code): the key for tags (sealed), which commands are
-- registered. It is read before a database is migrated, so it keeps its first name.
CREATE TABLE remark (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
);

-- Somebody who may write nothing anonymous in this server. A block holds a mark of its own: what it was set on may be
-- deleted or forgotten, so it is no foreign key.
CREATE TABLE block (
    guild_id BIGINT NOT NULL REFERENCES guild (id),
    letter_id BIGINT NOT NULL, -- what it was set on
    response BIGINT NOT NULL, -- 0: on the letter itself
    sealed_mark BLOB NOT NULL, -- the mark of an author or a responder in this server
    until BIGINT, -- NULL: without end
    sealed_reason BLOB,
    sealed_moderator BLOB NOT NULL,
    PRIMARY KEY (letter_id, response)
);
CREATE INDEX block_in ON block (guild_id);
CREATE INDEX block_by_end ON block (until) WHERE until IS NOT NULL;

-- Where somebody's direct messages are, and how far they have been handled: from there on the bot catches up.
CREATE TABLE inbox (
    id BIGINT PRIMARY KEY, -- random
    person_tag BLOB NOT NULL UNIQUE,
    sealed_position BLOB NOT NULL, -- account, channel, the last message handled, the last edit followed
    until BIGINT -- a midnight, a week after they last wrote; NULL while a letter of theirs is known
) WITHOUT ROWID; -- a hidden row number would tell who came first
CREATE INDEX inbox_by_until ON inbox (until) WHERE until IS NOT NULL;

-- A letterbox that somebody is setting up step by step, for at most a day: what was chosen so far. AUTOINCREMENT: buttons
-- of one that is over must mean no other.
CREATE TABLE setup (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id BIGINT NOT NULL,
    name TEXT NOT NULL, -- of the letterbox; empty for a server's first
    begun_at BIGINT NOT NULL,
    chosen TEXT NOT NULL, -- a JSON object: everything else of `bot/letter/setup.py`; no statement looks into it
    UNIQUE (guild_id, name)
);
CREATE INDEX setup_by_time ON setup (begun_at);

-- What one of several processes asks the others about somebody, whom only they know: for a minute at most, and not in
-- PostgreSQL's log of writes (`bot/store/postgres/dialect.py`).
CREATE TABLE question (
    id BIGINT PRIMARY KEY, -- random
    sealed_about BLOB NOT NULL, -- who it is, and which letter it is about
    asked_at BIGINT NOT NULL
) WITHOUT ROWID;

-- What each of them answers.
CREATE TABLE answer (
    question_id BIGINT NOT NULL REFERENCES question (id) ON DELETE CASCADE,
    shard BIGINT NOT NULL, -- the first of those that the process serves
    sealed_found BLOB NOT NULL,
    PRIMARY KEY (question_id, shard)
) WITHOUT ROWID;

-- The processes that share the work. Whoever stops cleanly deletes its row, whoever is gone does not renew it.
CREATE TABLE process (
    id TEXT PRIMARY KEY, -- random, of one run; the same as `delivery.worker`
    name TEXT NOT NULL, -- as the host calls it: "2/4"
    shards TEXT NOT NULL, -- those that it serves: "4-7/16"
    turn BIGINT NOT NULL, -- counts how often it was renewed: others see that it is, whatever their clocks say
    seen_at BIGINT NOT NULL, -- when it was renewed last, by its own clock
    wants BIGINT NOT NULL DEFAULT 0, -- requests a second for which it had use
    holds BIGINT NOT NULL DEFAULT 0 -- how many of them nobody else may make
);
