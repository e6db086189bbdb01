-- name: next_response(letter_id)$
UPDATE letter SET last_response = last_response + 1 WHERE id = :letter_id RETURNING last_response;

-- name: add_response(response_id, letter_id, number, kind, responder_tag, name, text, message_id, now)^
INSERT INTO response (id, letter_id, number, kind, responder_tag, sealed_name, sealed_text, message_id, at)
VALUES (:response_id, :letter_id, :number, :kind, :responder_tag, :name, :text, :message_id, :now)
RETURNING *;

-- name: responses_since(one, other, since)$
-- Somebody's anonymous responses, under both of their marks.
SELECT COUNT(*) FROM response
WHERE responder_tag IN (:one, :other) AND at > :since AND kind <> 'open';

-- name: responder(letter_id, number)^
SELECT kind, responder_tag FROM response WHERE letter_id = :letter_id AND number = :number;

-- name: response(response_id)^
SELECT * FROM response WHERE id = :response_id;

-- name: response_in(message_id)^
SELECT * FROM response WHERE message_id = :message_id;

-- name: responses_told_in(notice_id)
SELECT * FROM response WHERE notice_id = :notice_id ORDER BY number;

-- name: unposted_responses(letter_id)
SELECT * FROM response
WHERE letter_id = :letter_id AND message_id IS NULL AND deleted = 0
ORDER BY number;

-- name: response_count(letter_id)$
SELECT COUNT(*) FROM response WHERE letter_id = :letter_id AND deleted = 0;

-- name: place_response(message_id, response_id)!
UPDATE response SET message_id = :message_id WHERE id = :response_id;

-- name: edit_response(text, response_id)!
UPDATE response SET sealed_text = :text WHERE id = :response_id;

-- name: delete_response(response_id)!
UPDATE response SET deleted = 1 WHERE id = :response_id;

-- name: tell(notice_id, response_id)!
UPDATE response SET notice_id = :notice_id WHERE id = :response_id;

-- name: claim_pen_name(letter_id, name_tag, name, owner_tag, now)$
-- A pen name belongs to its first owner within the letter: nothing comes back for anybody else, and nothing for
-- anybody at all when the owner was forgotten.
INSERT INTO pen_name (letter_id, name_tag, sealed_name, owner_tag, used_at)
VALUES (:letter_id, :name_tag, :name, :owner_tag, :now)
ON CONFLICT (letter_id, name_tag) DO UPDATE SET sealed_name = excluded.sealed_name, used_at = excluded.used_at
WHERE pen_name.owner_tag = excluded.owner_tag
RETURNING 1;

-- name: last_pen_name(letter_id, owner_tag)^
SELECT sealed_name FROM pen_name
WHERE letter_id = :letter_id AND owner_tag = :owner_tag
ORDER BY used_at DESC LIMIT 1;

-- name: add_notice(notice_id, letter_id, author_tag, kind, text)^
INSERT INTO notice (id, letter_id, author_tag, kind, sealed_text)
VALUES (:notice_id, :letter_id, :author_tag, :kind, :text)
RETURNING *;

-- name: notice(notice_id)^
SELECT * FROM notice WHERE id = :notice_id;

-- name: notice_in(message_tag)^
SELECT * FROM notice WHERE message_tag = :message_tag;

-- name: notices_of(letter_id)
SELECT * FROM notice WHERE letter_id = :letter_id;

-- name: open_relay(letter_id)$
-- A relay that nobody has begun to send: the next response travels with it.
SELECT notice.id FROM notice JOIN delivery ON delivery.subject_id = notice.id
WHERE notice.letter_id = :letter_id AND notice.kind = 'relay'
    AND delivery.kind = 'notice' AND delivery.attempts = 0
LIMIT 1;

-- name: place_notice(place, message_tag, now, notice_id)!
UPDATE notice SET sealed_place = :place, message_tag = :message_tag, sent_at = :now WHERE id = :notice_id;

-- name: latest_notice(author_tag, since)^
SELECT notice.* FROM notice JOIN letter ON letter.id = notice.letter_id
WHERE notice.author_tag = :author_tag AND notice.sent_at >= :since AND letter.state = 'published'
ORDER BY notice.sent_at DESC LIMIT 1;
