-- No two rows tell that they are one person's: what recognises somebody is sealed to its own row. `seal(value, pattern,
-- one, two)` seals what stood in the clear, as what `bot.sealing.names` says; of NULL it makes NULL.

-- A letter's sealed author alone tells whose it is. That an author cannot be reached is told to nobody any more.
DROP INDEX letter_by_author;
ALTER TABLE letter DROP COLUMN author_tag;
ALTER TABLE letter DROP COLUMN unreachable;
CREATE INDEX letter_open ON letter (turn) WHERE state IN ('draft', 'returned');
CREATE INDEX letter_sent ON letter (guild_id, submitted_at) WHERE submitted_at IS NOT NULL;

DROP INDEX notice_by_author;
ALTER TABLE notice DROP COLUMN author_tag;
CREATE INDEX notice_by_time ON notice (sent_at) WHERE sent_at IS NOT NULL;

-- Which responses had no notice told who wrote the letter. What is under way is still to be told.
UPDATE response SET notice_id = NULL WHERE notice_id IN (SELECT id FROM notice WHERE sent_at IS NOT NULL);
DROP INDEX response_by_responder;
ALTER TABLE response ADD COLUMN sealed_mark BLOB;
UPDATE response SET sealed_mark = seal(responder_tag, 'responder:{}:{}', letter_id, number);
ALTER TABLE response DROP COLUMN responder_tag;
CREATE INDEX response_by_time ON response (at);

DROP INDEX pen_name_by_owner;
ALTER TABLE pen_name ADD COLUMN sealed_owner BLOB;
UPDATE pen_name SET sealed_owner = seal(owner_tag, 'owner:{}:{}', letter_id, name_tag);
ALTER TABLE pen_name DROP COLUMN owner_tag;

-- The LIMIT keeps the inner SELECT from being made one with the outer, where each `id` would be another random number.
CREATE TABLE report_anew (
    id BIGINT PRIMARY KEY,
    letter_id BIGINT NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    sealed_reporter BLOB,
    sealed_reason BLOB,
    at BIGINT NOT NULL
);
INSERT INTO report_anew (id, letter_id, sealed_reporter, sealed_reason, at)
SELECT id, letter_id, seal(reporter_tag, 'reporter:{}', id, 0), sealed_reason, at
FROM (SELECT ABS(RANDOM()) AS id, letter_id, reporter_tag, sealed_reason, at FROM report ORDER BY RANDOM() LIMIT -1);
DROP TABLE report;
ALTER TABLE report_anew RENAME TO report;
CREATE INDEX report_by_letter ON report (letter_id);

CREATE TABLE block_anew (
    guild_id BIGINT NOT NULL REFERENCES guild (id),
    letter_id BIGINT NOT NULL,
    response BIGINT NOT NULL,
    sealed_mark BLOB NOT NULL,
    until BIGINT,
    sealed_reason BLOB,
    sealed_moderator BLOB NOT NULL,
    PRIMARY KEY (letter_id, response)
);
INSERT INTO block_anew (guild_id, letter_id, response, sealed_mark, until, sealed_reason, sealed_moderator)
SELECT guild_id, letter_id, response,
    seal(CASE WHEN LENGTH(person_tag) = 0 THEN ZEROBLOB(32) ELSE person_tag END, 'blocked:{}:{}', letter_id, response),
    until, sealed_reason, sealed_moderator
FROM block;
DROP TABLE block;
ALTER TABLE block_anew RENAME TO block;
CREATE INDEX block_in ON block (guild_id);

DROP INDEX delivery_by_person;
ALTER TABLE delivery DROP COLUMN person_tag;

-- Without a hidden number that tells who came first.
CREATE TABLE inbox_anew (
    id BIGINT PRIMARY KEY,
    person_tag BLOB NOT NULL UNIQUE,
    sealed_place BLOB NOT NULL,
    until BIGINT
) WITHOUT ROWID;
INSERT INTO inbox_anew (id, person_tag, sealed_place, until) SELECT id, person_tag, sealed_place, until FROM inbox;
DROP TABLE inbox;
ALTER TABLE inbox_anew RENAME TO inbox;
CREATE INDEX inbox_by_until ON inbox (until) WHERE until IS NOT NULL;
