-- name: decide(letter_id, verb, moderator, reason, now)!
INSERT INTO decision (letter_id, verb, sealed_moderator, sealed_reason, at)
VALUES (:letter_id, :verb, :moderator, :reason, :now);

-- name: last_decision(letter_id)^
-- The last that changed the letter's state.
SELECT * FROM decision
WHERE letter_id = :letter_id AND verb IN ('approve', 'return', 'reject', 'withdraw', 'remove', 'restore')
ORDER BY id DESC LIMIT 1;

-- name: last_word(letter_id)^
-- The last of any kind: what came of the reports.
SELECT * FROM decision WHERE letter_id = :letter_id ORDER BY id DESC LIMIT 1;

-- name: report(letter_id, reporter_tag, reason, now)!
INSERT INTO report (letter_id, reporter_tag, sealed_reason, at)
VALUES (:letter_id, :reporter_tag, :reason, :now)
ON CONFLICT (letter_id, reporter_tag) DO NOTHING;

-- name: reports(letter_id)
-- Those that wait for the desk.
SELECT * FROM report WHERE letter_id = :letter_id AND at > 0 ORDER BY at, reporter_tag;

-- name: clear_reports(nothing, letter_id)!
-- What they say goes, and when; that somebody reported the letter stays: one report a reader, for good.
UPDATE report SET sealed_reason = :nothing, at = 0 WHERE letter_id = :letter_id AND at > 0;

-- name: block(guild_id, letter_id, response, person_tag, until, reason, moderator)!
-- Set anew, it is as if it had not been there; but where the writer has been forgotten since (an empty mark), it still
-- holds for whom it held.
INSERT INTO block (guild_id, letter_id, response, person_tag, until, sealed_reason, sealed_moderator)
VALUES (:guild_id, :letter_id, :response, :person_tag, :until, :reason, :moderator)
ON CONFLICT (letter_id, response) DO UPDATE SET
    person_tag = CASE WHEN LENGTH(excluded.person_tag) = 0 THEN block.person_tag ELSE excluded.person_tag END,
    until = excluded.until,
    sealed_reason = excluded.sealed_reason, sealed_moderator = excluded.sealed_moderator;

-- name: unblock(letter_id, response)!
DELETE FROM block WHERE letter_id = :letter_id AND response = :response;

-- name: end_blocks(now)!
-- What is over is forgotten.
DELETE FROM block WHERE until <= :now;

-- name: blocks_on(letter_id, now)
SELECT * FROM block WHERE letter_id = :letter_id AND (until IS NULL OR until > :now) ORDER BY response;

-- name: blocks_of(one, other, now)
-- Those that hold for somebody, under both of their marks.
SELECT * FROM block WHERE person_tag IN (:one, :other) AND (until IS NULL OR until > :now);
