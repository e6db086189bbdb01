-- For each table with sealed columns: how many values they hold, the rows after a key, one row's new values.

-- name: sealed_in_letter()$
SELECT COUNT(sealed_author) + COUNT(sealed_title) + COUNT(sealed_card) FROM letter;

-- name: letter_after(id, limit)
SELECT id, sealed_author, sealed_title, sealed_card FROM letter
WHERE id > :id ORDER BY id LIMIT :limit;

-- name: reseal_letter(sealed_author, sealed_title, sealed_card, id)!
UPDATE letter SET sealed_author = :sealed_author, sealed_title = :sealed_title, sealed_card = :sealed_card
WHERE id = :id;

-- name: sealed_in_part()$
SELECT COUNT(sealed_text) FROM part;

-- name: part_after(letter_id, position, limit)
SELECT letter_id, position, sealed_text FROM part
WHERE (letter_id, position) > (:letter_id, :position) ORDER BY letter_id, position LIMIT :limit;

-- name: reseal_part(sealed_text, letter_id, position)!
UPDATE part SET sealed_text = :sealed_text
WHERE letter_id = :letter_id AND position = :position;

-- name: sealed_in_picture()$
SELECT COUNT(sealed_data) FROM picture;

-- name: picture_after(letter_id, position, limit)
SELECT letter_id, position, sealed_data FROM picture
WHERE (letter_id, position) > (:letter_id, :position) ORDER BY letter_id, position LIMIT :limit;

-- name: reseal_picture(sealed_data, letter_id, position)!
UPDATE picture SET sealed_data = :sealed_data
WHERE letter_id = :letter_id AND position = :position;

-- name: sealed_in_notice()$
SELECT COUNT(sealed_text) + COUNT(sealed_place) FROM notice;

-- name: notice_after(id, limit)
SELECT id, letter_id, sealed_text, sealed_place FROM notice
WHERE id > :id ORDER BY id LIMIT :limit;

-- name: reseal_notice(sealed_text, sealed_place, id)!
UPDATE notice SET sealed_text = :sealed_text, sealed_place = :sealed_place
WHERE id = :id;

-- name: sealed_in_response()$
SELECT COUNT(sealed_name) + COUNT(sealed_text) FROM response;

-- name: response_after(id, limit)
SELECT id, letter_id, sealed_name, sealed_text FROM response
WHERE id > :id ORDER BY id LIMIT :limit;

-- name: reseal_response(sealed_name, sealed_text, id)!
UPDATE response SET sealed_name = :sealed_name, sealed_text = :sealed_text
WHERE id = :id;

-- name: sealed_in_pen_name()$
SELECT COUNT(sealed_name) FROM pen_name;

-- name: pen_name_after(letter_id, name_tag, limit)
SELECT letter_id, name_tag, sealed_name FROM pen_name
WHERE (letter_id, name_tag) > (:letter_id, :name_tag) ORDER BY letter_id, name_tag LIMIT :limit;

-- name: reseal_pen_name(sealed_name, letter_id, name_tag)!
UPDATE pen_name SET sealed_name = :sealed_name
WHERE letter_id = :letter_id AND name_tag = :name_tag;

-- name: sealed_in_decision()$
SELECT COUNT(sealed_moderator) + COUNT(sealed_reason) FROM decision;

-- name: decision_after(id, limit)
SELECT id, letter_id, sealed_moderator, sealed_reason FROM decision
WHERE id > :id ORDER BY id LIMIT :limit;

-- name: reseal_decision(sealed_moderator, sealed_reason, id)!
UPDATE decision SET sealed_moderator = :sealed_moderator, sealed_reason = :sealed_reason
WHERE id = :id;

-- name: sealed_in_report()$
SELECT COUNT(sealed_reason) FROM report;

-- name: report_after(letter_id, reporter_tag, limit)
SELECT letter_id, reporter_tag, sealed_reason FROM report
WHERE (letter_id, reporter_tag) > (:letter_id, :reporter_tag) ORDER BY letter_id, reporter_tag LIMIT :limit;

-- name: reseal_report(sealed_reason, letter_id, reporter_tag)!
UPDATE report SET sealed_reason = :sealed_reason
WHERE letter_id = :letter_id AND reporter_tag = :reporter_tag;

-- name: sealed_in_block()$
SELECT COUNT(sealed_reason) + COUNT(sealed_moderator) FROM block;

-- name: block_after(letter_id, response, limit)
SELECT letter_id, response, sealed_reason, sealed_moderator FROM block
WHERE (letter_id, response) > (:letter_id, :response) ORDER BY letter_id, response LIMIT :limit;

-- name: reseal_block(sealed_reason, sealed_moderator, letter_id, response)!
UPDATE block SET sealed_reason = :sealed_reason, sealed_moderator = :sealed_moderator
WHERE letter_id = :letter_id AND response = :response;

-- name: sealed_in_delivery()$
SELECT COUNT(sealed_payload) FROM delivery;

-- name: delivery_after(id, limit)
SELECT id, nonce, sealed_payload FROM delivery
WHERE id > :id ORDER BY id LIMIT :limit;

-- name: reseal_delivery(sealed_payload, id)!
UPDATE delivery SET sealed_payload = :sealed_payload
WHERE id = :id;

-- name: sealed_in_inbox()$
SELECT COUNT(sealed_place) FROM inbox;

-- name: inbox_after(id, limit)
SELECT id, sealed_place FROM inbox
WHERE id > :id ORDER BY id LIMIT :limit;

-- name: reseal_inbox(sealed_place, id)!
UPDATE inbox SET sealed_place = :sealed_place
WHERE id = :id;
