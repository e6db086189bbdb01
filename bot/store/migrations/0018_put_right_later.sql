-- What Discord does not let the bot do now waits until somebody puts it right. A response knows the thread that it stands
-- in, since a letter that is published anew has another one. What moderators had set for a thread comes back with it.
ALTER TABLE delivery ADD COLUMN parked TEXT;
CREATE INDEX delivery_parked ON delivery (letter_id) WHERE parked IS NOT NULL;
CREATE INDEX delivery_under_way ON delivery (lane) WHERE worker IS NOT NULL;
ALTER TABLE response ADD COLUMN thread_id BIGINT;
UPDATE response SET thread_id = (SELECT thread_id FROM letter WHERE letter.id = response.letter_id)
WHERE message_id IS NOT NULL;
CREATE INDEX response_by_thread ON response (thread_id) WHERE thread_id IS NOT NULL;
ALTER TABLE letter ADD COLUMN left_locked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE letter ADD COLUMN left_closed INTEGER NOT NULL DEFAULT 0;
