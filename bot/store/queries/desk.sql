-- name: decide(letter_id, verb, moderator, reason, now, response)^
INSERT INTO decision (letter_id, verb, sealed_moderator, sealed_reason, at, response, letterbox_id)
VALUES (:letter_id, :verb, :moderator, :reason, :now, :response,
    (SELECT letterbox_id FROM letter WHERE letter.id = :letter_id))
RETURNING *;

-- name: last_decision(letter_id)^
-- The last decision that changed the letter's state.
SELECT * FROM decision
WHERE letter_id = :letter_id AND verb IN ('approve', 'return', 'reject', 'withdraw', 'remove', 'restore')
ORDER BY id DESC LIMIT 1;

-- name: voices(letter_id)
-- What moderators have said of a letter since it last came back to the desk; one that Discord did not take is the same.
SELECT * FROM decision
WHERE letter_id = :letter_id AND verb IN ('approve', 'assent', 'object') AND id > COALESCE((
    SELECT MAX(id) FROM decision WHERE letter_id = :letter_id
        AND verb IN ('return', 'reject', 'withdraw', 'remove', 'restore')
), 0)
ORDER BY id;

-- name: notes(letter_id, limit)
-- The last of the moderators' notes about a letter; an erased one says nothing.
SELECT * FROM decision
WHERE letter_id = :letter_id AND verb = 'note' AND sealed_reason IS NOT NULL ORDER BY id DESC LIMIT :limit;

-- name: last_word(letter_id)^
-- The last that settled reports.
SELECT * FROM decision
WHERE letter_id = :letter_id AND verb IN ('withdraw', 'remove', 'dismiss', 'remove-response')
ORDER BY id DESC LIMIT 1;

-- name: reporters(letter_id, response)
-- Who has reported a letter or (not 0) a response to it, whether settled or not.
SELECT id, sealed_reporter FROM report
WHERE letter_id = :letter_id AND response = :response AND sealed_reporter IS NOT NULL;

-- name: report(report_id, letter_id, response, reporter, hearer, reason, now)!
INSERT INTO report (id, letter_id, response, sealed_reporter, sealed_hearer, sealed_reason, at, guild_id)
VALUES (:report_id, :letter_id, :response, :reporter, :hearer, :reason, :now,
    (SELECT guild_id FROM letter WHERE letter.id = :letter_id));

-- name: lead_again(letter_id)!
-- A letter whose time was over leads to somebody again.
UPDATE letter SET since = COALESCE(published_at, submitted_at) WHERE id = :letter_id AND since IS NULL;

-- name: set_since(now, letter_id)!
UPDATE letter SET since = :now WHERE id = :letter_id;

-- name: begin_since(now, letter_id)!
-- One that never was public would else lead to its author for ever.
UPDATE letter SET since = COALESCE(since, :now) WHERE id = :letter_id;

-- name: reports(letter_id)
-- The reports that the desk has not settled.
SELECT * FROM report WHERE letter_id = :letter_id AND sealed_reason IS NOT NULL ORDER BY at, id;

-- name: hearers(letter_id, first, last)
-- Who wants to hear what comes of their report: of the letter (0) and of responses with these numbers.
SELECT id, response, sealed_hearer FROM report
WHERE letter_id = :letter_id AND response BETWEEN :first AND :last AND sealed_hearer IS NOT NULL;

-- name: clear_reports(letter_id, first, last)!
-- The row stays, so that nobody can report the same twice.
UPDATE report SET sealed_reason = NULL, sealed_hearer = NULL
WHERE letter_id = :letter_id AND response BETWEEN :first AND :last;

-- name: block_on(letter_id, response)^
SELECT * FROM block WHERE letter_id = :letter_id AND response = :response;

-- name: block(guild_id, letter_id, response, mark, until, reason, moderator)!
-- A block that is set anew replaces the one before.
INSERT INTO block (guild_id, letter_id, response, sealed_mark, until, sealed_reason, sealed_moderator)
VALUES (:guild_id, :letter_id, :response, :mark, :until, :reason, :moderator)
ON CONFLICT (letter_id, response) DO UPDATE SET
    sealed_mark = excluded.sealed_mark, until = excluded.until,
    sealed_reason = excluded.sealed_reason, sealed_moderator = excluded.sealed_moderator;

-- name: blocked_letters(guild_id)
-- What a server's blocks were set on, or letters to which what they were set on is a response.
SELECT * FROM letter WHERE id IN (SELECT letter_id FROM block WHERE guild_id = :guild_id) ORDER BY number DESC;

-- name: unblock(letter_id, response)!
DELETE FROM block WHERE letter_id = :letter_id AND response = :response;

-- name: end_blocks(now)!
-- Blocks that are over are deleted.
DELETE FROM block WHERE until <= :now;

-- name: blocks()
-- All blocks, in every server; those that are over, too.
SELECT * FROM block ORDER BY letter_id, response;
