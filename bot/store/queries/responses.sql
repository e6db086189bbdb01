-- name: next_response(now, letter_id)^
UPDATE letter SET last_response = last_response + 1, since = :now, end_told = 0 WHERE id = :letter_id RETURNING *;

-- name: add_response(response_id, letter_id, number, kind, mark, name, text, message_id, answers, now)^
-- One with a message stands already, in the letter's thread.
INSERT INTO response (id, letter_id, number, kind, sealed_mark, sealed_name, sealed_text, message_id, answers, at, state,
    thread_id)
VALUES (:response_id, :letter_id, :number, :kind, :mark, :name, :text, :message_id, :answers, :now,
    CASE WHEN CAST(:message_id AS BIGINT) IS NULL THEN 'waiting' ELSE 'stands' END,
    CASE WHEN CAST(:message_id AS BIGINT) IS NULL THEN NULL ELSE (SELECT thread_id FROM letter WHERE id = :letter_id) END)
RETURNING *;

-- name: responders_since(since, guild_id)
-- The marks of the writers of recent anonymous responses in a server, one row for each response.
SELECT letter_id, number, sealed_mark FROM response
WHERE at > :since AND kind <> 'open' AND sealed_mark IS NOT NULL
    AND EXISTS (SELECT 1 FROM letter WHERE letter.id = response.letter_id AND letter.guild_id = :guild_id);

-- name: responders_under(letter_id, since)
-- The marks of the writers of a letter's recent responses, refused ones left out, the newest first.
SELECT letter_id, number, at, sealed_mark FROM response
WHERE letter_id = :letter_id AND at > :since AND state <> 'refused' AND sealed_mark IS NOT NULL
ORDER BY at DESC;

-- name: response_numbered(letter_id, number)^
SELECT * FROM response WHERE letter_id = :letter_id AND number = :number;

-- name: response(response_id)^
SELECT * FROM response WHERE id = :response_id;

-- name: response_in(message_id)^
SELECT * FROM response WHERE message_id = :message_id;

-- name: responses_told_in(notice_id)
SELECT * FROM response WHERE notice_id = :notice_id ORDER BY number;

-- name: unposted_responses(letter_id)
SELECT * FROM response
WHERE letter_id = :letter_id AND state = 'waiting'
ORDER BY number;

-- name: response_count(letter_id)$
-- Those in the letter's thread. Others stand where it was published before.
SELECT COUNT(*) FROM response
WHERE letter_id = :letter_id AND state = 'stands'
    AND (thread_id IS NULL OR thread_id = (SELECT thread_id FROM letter WHERE id = :letter_id));

-- name: set_response_message(message_id, thread_id, response_id)^
-- Its writer is known for longer while a change of theirs is on its way.
UPDATE response SET message_id = :message_id, thread_id = :thread_id,
    sealed_writer = CASE WHEN sealed_change IS NULL THEN NULL ELSE sealed_writer END,
    state = CASE state WHEN 'waiting' THEN 'stands' ELSE state END
WHERE id = :response_id RETURNING *;

-- name: know_writer(writer, response_id)^
UPDATE response SET sealed_writer = :writer WHERE id = :response_id RETURNING *;

-- name: refuse_response(text, response_id)!
UPDATE response SET state = 'refused', sealed_writer = NULL, sealed_text = :text, sealed_change = NULL
WHERE id = :response_id AND state = 'waiting';

-- name: edit_response(text, response_id)!
UPDATE response SET sealed_text = :text WHERE id = :response_id;

-- name: response_from(source)^
SELECT response.* FROM answer_part JOIN response ON response.id = answer_part.response_id WHERE source_tag = :source;

-- name: answer_parts(response_id)
SELECT position, sealed_text, source_tag FROM answer_part WHERE response_id = :response_id ORDER BY position;

-- name: drop_answer_parts(response_id)!
DELETE FROM answer_part WHERE response_id = :response_id;

-- name: add_answer_part(response_id, position, text, source)!
INSERT INTO answer_part (response_id, position, sealed_text, source_tag)
VALUES (:response_id, :position, :text, :source);

-- name: ask_change(change, now, response_id)!
-- Whoever changes a response writes: for slow mode and the pace it is as one given now.
UPDATE response SET sealed_change = :change, at = :now WHERE id = :response_id AND state IN ('waiting', 'stands');

-- name: end_change(response_id)!
UPDATE response SET sealed_change = NULL, sealed_writer = CASE state WHEN 'waiting' THEN sealed_writer ELSE NULL END
WHERE id = :response_id;

-- name: take_back_response(text, response_id)!
UPDATE response SET state = 'gone', sealed_writer = NULL, sealed_change = NULL, sealed_text = :text, removed_at = NULL
WHERE id = :response_id;

-- name: remove_response(now, response_id)!
-- Moderators take it out of the thread, and may restore it. Whoever waits for it, or for a change of it, stays known.
UPDATE response SET state = 'gone', removed_at = :now,
    sealed_writer = CASE WHEN message_id IS NULL OR sealed_change IS NOT NULL THEN sealed_writer ELSE NULL END
WHERE id = :response_id;

-- name: restore_response(response_id)!
-- It keeps its former message: that may not have been deleted yet.
UPDATE response SET state = 'waiting', removed_at = NULL WHERE id = :response_id AND removed_at IS NOT NULL;

-- name: removed_until(before, limit)
SELECT * FROM response WHERE removed_at <= :before ORDER BY removed_at LIMIT :limit;

-- name: answers_from_messages(since)
-- Answers that came from direct messages since then, and have not been taken back.
SELECT letter_id, source_tag FROM response JOIN answer_part ON answer_part.response_id = response.id
WHERE at >= :since AND source_tag IS NOT NULL AND state IN ('waiting', 'stands');

-- name: responses_between(after, before, letter_id)
-- Responses in their writers' own names whose messages have ids between these; deleted ones, too.
-- The sign keeps the search to the few messages of that moment, in their order.
SELECT * FROM response
WHERE message_id > :after AND message_id < :before AND +letter_id = :letter_id AND kind = 'open'
ORDER BY message_id;

-- name: drop_response(response_id)!
DELETE FROM response WHERE id = :response_id;

-- name: free_number(letter_id, number)!
UPDATE letter SET last_response = last_response - 1 WHERE id = :letter_id AND last_response = :number;

-- name: say_through(message_id, name, text, response_id)!
-- Its writer speaks through a proxy: another message stands for the one that they wrote.
UPDATE response SET message_id = :message_id, sealed_name = :name, sealed_text = :text, state = 'stands'
WHERE id = :response_id;

-- name: delete_response(response_id)!
-- A change that is on its way goes back to its writer, who is known as long.
UPDATE response SET state = 'gone', sealed_writer = CASE WHEN sealed_change IS NULL THEN NULL ELSE sealed_writer END
WHERE id = :response_id;

-- name: link_notice(notice_id, response_id)^
UPDATE response SET notice_id = :notice_id WHERE id = :response_id RETURNING *;

-- name: pen_name(letter_id, name_tag)^
SELECT * FROM pen_name WHERE letter_id = :letter_id AND name_tag = :name_tag;

-- name: add_pen_name(letter_id, name_tag, name, owner, now)!
INSERT INTO pen_name (letter_id, name_tag, sealed_name, sealed_owner, used_at)
VALUES (:letter_id, :name_tag, :name, :owner, :now);

-- name: use_pen_name(name, now, letter_id, name_tag)!
UPDATE pen_name SET sealed_name = :name, used_at = :now WHERE letter_id = :letter_id AND name_tag = :name_tag;

-- name: pen_names(letter_id)
-- Those with a known owner, the one used last first.
SELECT * FROM pen_name WHERE letter_id = :letter_id AND sealed_owner IS NOT NULL ORDER BY used_at DESC;

-- name: add_notice(notice_id, letter_id, kind, text)^
INSERT INTO notice (id, letter_id, kind, sealed_text)
VALUES (:notice_id, :letter_id, :kind, :text)
RETURNING *;

-- name: notice(notice_id)^
SELECT * FROM notice WHERE id = :notice_id;

-- name: notice_in(message_tag)^
SELECT * FROM notice WHERE message_tag = :message_tag;

-- name: notices_of(letter_id)
SELECT * FROM notice WHERE letter_id = :letter_id;

-- name: open_relay(letter_id)$
-- A relay that nobody has begun to send: the next response joins it.
SELECT notice.id FROM delivery JOIN notice ON notice.id = delivery.subject_id
WHERE delivery.letter_id = :letter_id AND delivery.kind = 'notice' AND delivery.attempts = 0
    AND notice.kind = 'relay'
LIMIT 1;

-- name: unsent(letter_id, kind)
-- Notices of a kind that nobody has begun to send, and their deliveries.
SELECT notice.id AS notice_id, delivery.id AS delivery_id FROM delivery JOIN notice ON notice.id = delivery.subject_id
WHERE delivery.letter_id = :letter_id AND delivery.kind = 'notice' AND delivery.attempts = 0 AND notice.kind = :kind;

-- name: drop_notice(notice_id)!
DELETE FROM notice WHERE id = :notice_id;

-- name: set_notice_message(message, message_tag, now, notice_id)!
UPDATE notice SET sealed_message = :message, message_tag = :message_tag, sent_at = :now WHERE id = :notice_id;

-- name: unmarked_notices()
-- Those of a restored backup, which leaves out the marks of their messages.
SELECT id, sealed_message FROM notice WHERE message_tag IS NULL AND sealed_message IS NOT NULL;

-- name: mark_notice(message_tag, notice_id)!
UPDATE notice SET message_tag = :message_tag WHERE id = :notice_id;

-- name: told_since(since)
-- Notices about published letters sent since then, newest first.
SELECT letter.*, notice.id AS notice_id, notice.sealed_message
FROM notice JOIN letter ON letter.id = notice.letter_id
WHERE notice.sent_at >= :since AND letter.state = 'published' AND letter.sealed_author IS NOT NULL
ORDER BY notice.sent_at DESC;
