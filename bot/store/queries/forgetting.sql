-- name: expired(now, limit)
-- Letters that are in public, or may be again, whose time is over and that still know somebody.
SELECT letter.* FROM letter JOIN letterbox ON letterbox.id = letter.letterbox_id
WHERE letter.state IN ('published', 'removed')
    AND (letter.author_tag IS NOT NULL
        OR EXISTS (SELECT 1 FROM response WHERE letter_id = letter.id AND responder_tag IS NOT NULL)
        OR EXISTS (SELECT 1 FROM pen_name WHERE letter_id = letter.id AND owner_tag IS NOT NULL))
    AND COALESCE(
            (SELECT MAX(at) FROM response WHERE letter_id = letter.id), letter.published_at, letter.submitted_at
        ) + letterbox.keep_days * 86400 <= :now
ORDER BY letter.id LIMIT :limit;

-- name: left_over(before, limit)
-- Letters that nobody will ever read in public, decided before that moment and not yet emptied.
SELECT * FROM letter
WHERE state IN ('rejected', 'withdrawn') AND (author_tag IS NOT NULL OR sealed_title IS NOT NULL)
    AND COALESCE(
        (SELECT MAX(at) FROM decision WHERE letter_id = letter.id AND verb IN ('reject', 'withdraw')), submitted_at
    ) <= :before
ORDER BY id LIMIT :limit;

-- name: decided_at(letter_id)$
SELECT MAX(at) FROM decision WHERE letter_id = :letter_id AND verb IN ('reject', 'withdraw');

-- name: last_heard(letter_id)$
-- When the last response came; without one, when the letter was published.
SELECT COALESCE((SELECT MAX(at) FROM response WHERE letter_id = :letter_id), published_at, submitted_at)
FROM letter WHERE id = :letter_id;

-- name: forget_author(letter_id)!
-- Of when it was sent, the day stays.
UPDATE letter SET sealed_author = NULL, author_tag = NULL, sealed_card = NULL, muted = 0, unreachable = 0,
    submitted_at = submitted_at / 86400 * 86400
WHERE id = :letter_id;

-- name: forget_part_sources(letter_id)!
UPDATE part SET source_tag = NULL WHERE letter_id = :letter_id;

-- name: forget_picture_sources(letter_id)!
UPDATE picture SET source_tag = NULL WHERE letter_id = :letter_id;

-- name: untell(letter_id)!
UPDATE response SET notice_id = NULL WHERE letter_id = :letter_id;

-- name: drop_notices(letter_id)!
DELETE FROM notice WHERE letter_id = :letter_id;

-- name: forget_responders(letter_id)!
UPDATE response SET responder_tag = NULL WHERE letter_id = :letter_id;

-- name: forget_owners(letter_id)!
UPDATE pen_name SET owner_tag = NULL WHERE letter_id = :letter_id;

-- name: reporters(letter_id)
SELECT letter_id, reporter_tag FROM report WHERE letter_id = :letter_id;

-- name: reports_by(reporter_tag)
SELECT letter_id, reporter_tag FROM report WHERE reporter_tag = :reporter_tag;

-- name: drop_reports(letter_id)!
DELETE FROM report WHERE letter_id = :letter_id;

-- name: change_report(new_tag, letter_id, reporter_tag)!
UPDATE report SET reporter_tag = :new_tag WHERE letter_id = :letter_id AND reporter_tag = :reporter_tag;

-- name: drop_all_pictures(letter_id)!
DELETE FROM picture WHERE letter_id = :letter_id;

-- name: drop_responses(letter_id)!
DELETE FROM response WHERE letter_id = :letter_id;

-- name: drop_pen_names(letter_id)!
DELETE FROM pen_name WHERE letter_id = :letter_id;

-- name: drop_reasons(letter_id)!
UPDATE decision SET sealed_reason = NULL WHERE letter_id = :letter_id AND verb <> 'unmask';

-- name: responses_by(responder_tag)
SELECT * FROM response WHERE responder_tag = :responder_tag;

-- name: forget_response(name, text, response_id)!
UPDATE response SET responder_tag = NULL, sealed_name = :name, sealed_text = :text WHERE id = :response_id;

-- name: drop_response(response_id)!
DELETE FROM response WHERE id = :response_id;

-- name: pen_names_of(owner_tag)$
SELECT COUNT(*) FROM pen_name WHERE owner_tag = :owner_tag;

-- name: forget_owner(owner_tag)!
UPDATE pen_name SET owner_tag = NULL WHERE owner_tag = :owner_tag;

-- name: notes()
-- Messages about no letter in particular, each with a mark of its own.
SELECT id, nonce, person_tag FROM delivery WHERE person_tag IS NOT NULL;
