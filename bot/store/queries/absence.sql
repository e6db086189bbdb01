-- name: inbox_of(person_tag)^
SELECT id, sealed_position FROM inbox WHERE person_tag = :person_tag;

-- name: inboxes(after, limit)
SELECT id, sealed_position FROM inbox WHERE id > :after ORDER BY id LIMIT :limit;

-- name: save_inbox(inbox_id, person_tag, position, until)!
INSERT INTO inbox (id, person_tag, sealed_position, until) VALUES (:inbox_id, :person_tag, :position, :until)
ON CONFLICT (person_tag) DO UPDATE SET sealed_position = excluded.sealed_position, until = excluded.until;

-- name: set_inbox_position(position, inbox_id)!
UPDATE inbox SET sealed_position = :position WHERE id = :inbox_id;

-- name: inboxes_over(now, limit)
-- Those of people who have not written for a week.
SELECT id, sealed_position FROM inbox WHERE until <= :now ORDER BY until, id LIMIT :limit;

-- name: keep_inbox(inbox_id)!
-- It stays as long as a letter of that person is known.
UPDATE inbox SET until = NULL WHERE id = :inbox_id;

-- name: recheck_inbox(at_once, midnight, person_tag)!
-- That may have been the person's last letter: forget them with it, or when their week is over. `midnight` is the last
-- one, since the second would tell which letter it was.
UPDATE inbox SET until = CASE WHEN :at_once = 1 THEN :midnight ELSE COALESCE(until, :midnight) END
WHERE person_tag = :person_tag;

-- name: drop_inbox(inbox_id)!
DELETE FROM inbox WHERE id = :inbox_id;

-- name: open_drafts()
-- Those whose writers are known.
SELECT * FROM letter WHERE state IN ('draft', 'returned') AND sealed_author IS NOT NULL ORDER BY turn;

-- name: drafts_for(letterbox_id)
SELECT id FROM letter
WHERE letterbox_id = :letterbox_id AND state IN ('draft', 'returned') AND sealed_card IS NOT NULL;

-- name: sources(letter_id)
-- The direct messages that a letter came from.
SELECT source_tag FROM part WHERE letter_id = :letter_id AND source_tag IS NOT NULL
UNION
SELECT source_tag FROM picture WHERE letter_id = :letter_id AND source_tag IS NOT NULL;

-- name: live_letters(published_at, letter_id, limit)
-- Published, and their time is not over; newest first, from a letter on.
SELECT * FROM letter
WHERE state = 'published' AND sealed_author IS NOT NULL AND (published_at, id) < (:published_at, :letter_id)
ORDER BY published_at DESC, id DESC LIMIT :limit;

-- name: unposted_in(guild_id)
-- The responses to published letters of a server that have yet to be posted, or could not be.
SELECT response.letter_id, response.id FROM response JOIN letter ON letter.id = response.letter_id
WHERE response.state = 'waiting'
    AND +letter.guild_id = :guild_id AND letter.state || '' = 'published' AND letter.sealed_author IS NOT NULL
    AND letter.thread_id IS NOT NULL
ORDER BY response.letter_id, response.number;

-- name: cards_at_desks()
-- The review cards of all letters that wait.
SELECT letterbox_id, desk_message_id FROM letter
WHERE state = 'held' AND desk_message_id IS NOT NULL ORDER BY desk_message_id DESC;

-- name: posted_responses(letter_id)
-- Those that were posted in the letter's thread.
SELECT * FROM response
WHERE letter_id = :letter_id AND message_id IS NOT NULL
    AND (thread_id IS NULL OR thread_id = (SELECT thread_id FROM letter WHERE id = :letter_id));

-- name: letter_with(message_id)^
-- The letter whose first page, review card or report card the message is.
SELECT * FROM letter
WHERE message_id = :message_id OR desk_message_id = :message_id OR report_message_id = :message_id LIMIT 1;

-- name: letter_continued_in(message_id)$
SELECT letter_id FROM page WHERE message_id = :message_id;

-- name: published_in(channel_id, limit)
SELECT * FROM letter WHERE channel_id = :channel_id AND state = 'published' ORDER BY number LIMIT :limit;

-- name: delete_responses(thread_id)!
-- The thread in which they were posted is gone.
UPDATE response SET state = 'gone' WHERE thread_id = :thread_id AND state = 'stands';

-- name: fall_behind(behind, letter_id)!
UPDATE letter SET desk_behind = :behind WHERE id = :letter_id;

-- name: for_new_desk(letterbox_id)
-- The letters whose cards a new desk needs: those that wait, those in trouble, those whose card is out of date.
SELECT id FROM letter
WHERE letterbox_id = :letterbox_id AND (state = 'held' OR trouble IS NOT NULL OR desk_behind = 1) ORDER BY number;

-- name: with_cards(letterbox_id)
-- The letters that have a card at the desk, or may have one, the newest first.
SELECT * FROM letter
WHERE guild_id = (SELECT guild_id FROM letterbox WHERE id = :letterbox_id) AND letterbox_id = :letterbox_id
    AND (desk_message_id IS NOT NULL OR report_message_id IS NOT NULL OR state = 'held')
ORDER BY number DESC;

-- name: forget_cards(letterbox_id)!
-- Every card of a letterbox's letters is a new message from now on.
UPDATE letter SET desk_message_id = NULL, desk_before = NULL, report_message_id = NULL
WHERE guild_id = (SELECT guild_id FROM letterbox WHERE id = :letterbox_id) AND letterbox_id = :letterbox_id
    AND (desk_message_id IS NOT NULL OR desk_before IS NOT NULL OR report_message_id IS NOT NULL);

-- name: behind(letterbox_id)
SELECT id FROM letter WHERE letterbox_id = :letterbox_id AND desk_behind = 1 ORDER BY number;

-- name: reported(letterbox_id)
SELECT id FROM letter
WHERE letterbox_id = :letterbox_id AND id IN (
    SELECT letter_id FROM report
    WHERE guild_id = (SELECT guild_id FROM letterbox WHERE id = :letterbox_id) AND sealed_reason IS NOT NULL
)
ORDER BY number;
