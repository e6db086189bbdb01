-- The post may be collected: between draft and held a letter is posted, without a number. No moment at which somebody
-- began to write is kept any more, only the order of drafts. (A rule about the states is part of the table: it is made
-- anew. `migrate.py` sees to it that nothing is deleted that refers to it.)

ALTER TABLE letterbox ADD COLUMN collection INTEGER NOT NULL DEFAULT 0; -- seconds from one collection to the next
ALTER TABLE letterbox ADD COLUMN notice_delay INTEGER NOT NULL DEFAULT 60; -- seconds, at most, before authors hear

CREATE TABLE letter_anew (
    id BIGINT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN
        ('draft', 'posted', 'held', 'returned', 'rejected', 'approved', 'published', 'removed', 'withdrawn')),
    letterbox_id BIGINT REFERENCES letterbox (id), -- NULL while the writer has not chosen
    guild_id BIGINT REFERENCES guild (id),
    number BIGINT, -- from when it first reached the desk
    sealed_title BLOB,
    category TEXT,
    rating TEXT NOT NULL DEFAULT 'sfw' CHECK (rating IN ('sfw', 'nsfw')),
    turn BIGINT NOT NULL, -- which of somebody's drafts is older; of when it was begun it tells nothing
    submitted_at BIGINT, -- the last time it reached the desk; of a posted one, its collection
    published_at BIGINT, -- the first time it stood in public
    channel_id BIGINT, -- where it stands in public, and its message and thread there
    message_id BIGINT,
    thread_id BIGINT,
    sealed_card BLOB, -- the draft card's message
    desk_message_id BIGINT,
    report_message_id BIGINT,
    last_response BIGINT NOT NULL DEFAULT 0, -- the number given last to a response
    muted INTEGER NOT NULL DEFAULT 0, -- the author wants to hear of no responses
    unreachable INTEGER NOT NULL DEFAULT 0, -- the last notice did not reach the author
    trouble TEXT, -- what the desk should know about a delivery given up
    sealed_author BLOB, -- account and direct-message channel; NULL since the author was forgotten
    author_tag BLOB, -- the author within this server; NULL likewise
    UNIQUE (guild_id, number),
    CHECK (state IN ('draft', 'posted') OR number IS NOT NULL)
);
INSERT INTO letter_anew (
    id, state, letterbox_id, guild_id, number, sealed_title, category, rating, turn, submitted_at, published_at,
    channel_id, message_id, thread_id, sealed_card, desk_message_id, report_message_id, last_response, muted,
    unreachable, trouble, sealed_author, author_tag
)
SELECT
    id, state, letterbox_id, guild_id, number, sealed_title, category, rating,
    ROW_NUMBER() OVER (ORDER BY opened_at, id), submitted_at, published_at, channel_id, message_id, thread_id,
    sealed_card, desk_message_id, report_message_id, last_response, muted, unreachable, trouble, sealed_author,
    author_tag
FROM letter;
DROP TABLE letter;
ALTER TABLE letter_anew RENAME TO letter;
CREATE INDEX letter_waiting ON letter (guild_id, submitted_at) WHERE state = 'held';
CREATE INDEX letter_posted ON letter (submitted_at) WHERE state = 'posted';
CREATE UNIQUE INDEX letter_by_turn ON letter (turn);
CREATE UNIQUE INDEX letter_by_thread ON letter (thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX letter_by_author ON letter (author_tag) WHERE author_tag IS NOT NULL;
