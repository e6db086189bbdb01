-- name: expired(now, limit)
-- Letters that are public, or may be again, whose time is over and that still lead to somebody.
SELECT letter.* FROM letterbox CROSS JOIN letter
WHERE letter.letterbox_id = letterbox.id AND letter.state IN ('published', 'removed')
    AND letter.since <= :now - letterbox.keep_days * 86400
LIMIT :limit;

-- name: end_nears(week, soon, now)
-- Letters whose authors are forgotten soon and were not told: a `week` (seconds) before, of those that come before
-- `soon`; where they are known for less than two, when half of that is over.
SELECT letter.* FROM letterbox CROSS JOIN letter
WHERE letter.letterbox_id = letterbox.id AND letter.state IN ('published', 'removed') AND letter.end_told = 0
    AND letter.since <= CASE WHEN letterbox.keep_days * 86400 >= 2 * CAST(:week AS BIGINT)
        THEN :soon + CAST(:week AS BIGINT) - letterbox.keep_days * 86400 ELSE :now - letterbox.keep_days * 43200 END;

-- name: tell_end(letter_id)^
UPDATE letter SET end_told = 1 WHERE id = :letter_id AND end_told = 0 RETURNING *;

-- name: left_over(before, limit)
-- Letters that will never be public under their number, decided up to that moment and not yet emptied.
SELECT * FROM letter WHERE state IN ('rejected', 'withdrawn', 'merged') AND since <= :before ORDER BY since LIMIT :limit;

-- name: decided_at(letter_id)$
SELECT MAX(at) FROM decision WHERE letter_id = :letter_id AND verb IN ('reject', 'withdraw');

-- name: last_heard(letter_id)$
-- When the last response came or, without any, when the letter was published.
SELECT COALESCE(since, published_at, submitted_at) FROM letter WHERE id = :letter_id;

-- name: forget_author(letter_id)!
UPDATE letter SET sealed_author = NULL, sealed_card = NULL, muted = 0, tell_every = 0, since = NULL WHERE id = :letter_id;

-- name: forget_part_sources(letter_id)!
UPDATE part SET source_tag = NULL WHERE letter_id = :letter_id;

-- name: forget_picture_sources(letter_id)!
UPDATE picture SET source_tag = NULL, sealed_attachment = NULL WHERE letter_id = :letter_id;

-- name: unlink_notices(letter_id)!
UPDATE response SET notice_id = NULL WHERE letter_id = :letter_id;

-- name: drop_notices(letter_id)!
DELETE FROM notice WHERE letter_id = :letter_id;

-- name: forget_responders(letter_id)!
-- A change that is on its way leads to nobody, and is made.
UPDATE response SET sealed_mark = NULL, sealed_writer = NULL WHERE letter_id = :letter_id;

-- name: forget_answer_parts(letter_id)!
DELETE FROM answer_part WHERE response_id IN (SELECT id FROM response WHERE letter_id = :letter_id);

-- name: forget_owners(letter_id)!
UPDATE pen_name SET sealed_owner = NULL WHERE letter_id = :letter_id;

-- name: forget_reporters(letter_id)!
UPDATE report SET sealed_reporter = NULL, sealed_hearer = NULL WHERE letter_id = :letter_id;

-- name: drop_settled(letter_id)!
-- Reports whose reporter and reason are both forgotten.
DELETE FROM report WHERE letter_id = :letter_id AND sealed_reporter IS NULL AND sealed_reason IS NULL;

-- name: drop_reports(letter_id)!
DELETE FROM report WHERE letter_id = :letter_id;

-- name: drop_all_pictures(letter_id)!
DELETE FROM picture WHERE letter_id = :letter_id;

-- name: drop_responses(letter_id)!
DELETE FROM response WHERE letter_id = :letter_id;

-- name: drop_pen_names(letter_id)!
DELETE FROM pen_name WHERE letter_id = :letter_id;

-- name: drop_reasons(letter_id)!
UPDATE decision SET sealed_reason = NULL WHERE letter_id = :letter_id AND verb <> 'unmask';

-- name: responders()
-- The marks of all known writers of responses, in every server.
SELECT response.id, response.letter_id, response.number, response.sealed_mark, letter.guild_id
FROM response JOIN letter ON letter.id = response.letter_id
WHERE response.sealed_mark IS NOT NULL ORDER BY response.letter_id, response.number;

-- name: change_answer_source(source, response_id, position)!
UPDATE answer_part SET source_tag = :source
WHERE response_id = :response_id AND position = :position AND source_tag IS NOT NULL;

-- name: owners()
-- The marks of all known owners of pen names.
SELECT pen_name.letter_id, pen_name.name_tag, pen_name.sealed_owner, letter.guild_id
FROM pen_name JOIN letter ON letter.id = pen_name.letter_id
WHERE pen_name.sealed_owner IS NOT NULL;

-- name: all_reporters()
-- The marks of all known reporters.
SELECT report.id, report.sealed_reporter, letter.guild_id
FROM report JOIN letter ON letter.id = report.letter_id
WHERE report.sealed_reporter IS NOT NULL;

-- name: change_part_source(source, letter_id, before)!
UPDATE part SET source_tag = :source WHERE letter_id = :letter_id AND source_tag = :before;

-- name: change_picture_source(source, letter_id, before)!
UPDATE picture SET source_tag = :source WHERE letter_id = :letter_id AND source_tag = :before;

-- name: change_message(message_tag, notice_id)!
UPDATE notice SET message_tag = :message_tag WHERE id = :notice_id AND message_tag IS NOT NULL;

-- name: round_times(before)!
-- Keeps only the day on which a letter was sent. For a letter that waits, the second decides its place in line.
UPDATE letter SET submitted_at = submitted_at / 86400 * 86400
WHERE submitted_at < :before AND submitted_at <> submitted_at / 86400 * 86400 AND state NOT IN ('posted', 'held');
