-- Every statement of the program. Portable SQL: RETURNING, ON CONFLICT, named parameters.
-- Times are Unix seconds. `^` gives one row or nothing, `$` one value, `!` the number of rows changed.

-- letterboxes ---------------------------------------------------------------------------------------

-- name: know_guild(guild_id)!
INSERT INTO guild (id) VALUES (:guild_id) ON CONFLICT (id) DO NOTHING;

-- name: next_number(guild_id)$
-- Letters are counted within their server.
UPDATE guild SET last_number = last_number + 1 WHERE id = :guild_id RETURNING last_number;

-- name: save_letterbox(guild_id, letters_id, desk_id, mature_id, categories)^
INSERT INTO letterbox (guild_id, letters_id, desk_id, mature_id, categories)
VALUES (:guild_id, :letters_id, :desk_id, :mature_id, :categories)
ON CONFLICT (guild_id) DO UPDATE SET
    letters_id = excluded.letters_id, desk_id = excluded.desk_id,
    mature_id = excluded.mature_id, categories = excluded.categories
RETURNING *;

-- name: open_letterbox(open, letterbox_id)!
UPDATE letterbox SET open = :open WHERE id = :letterbox_id;

-- name: save_settings(categories, waiting, daily, responses, account_days, member_hours, refused, flagged, links, keep_days, collection, notice_delay, letterbox_id)^
UPDATE letterbox SET categories = :categories, waiting_limit = :waiting, daily_limit = :daily,
    response_limit = :responses, account_days = :account_days, member_hours = :member_hours,
    refused_words = :refused, flagged_words = :flagged, link_rule = :links, keep_days = :keep_days,
    collection = :collection, notice_delay = :notice_delay
WHERE id = :letterbox_id
RETURNING *;

-- name: letterbox(letterbox_id)^
SELECT * FROM letterbox WHERE id = :letterbox_id;

-- name: letterbox_of(guild_id)^
SELECT * FROM letterbox WHERE guild_id = :guild_id;

-- name: letterboxes()
SELECT * FROM letterbox ORDER BY id;

-- letters -------------------------------------------------------------------------------------------

-- name: add_letter(letter_id, author, author_tag, letterbox_id, guild_id)^
-- A draft's turn tells which of somebody's drafts is older, and nothing of when either was begun.
INSERT INTO letter (id, state, sealed_author, author_tag, letterbox_id, guild_id, turn)
VALUES (:letter_id, 'draft', :author, :author_tag, :letterbox_id, :guild_id,
    (SELECT COALESCE(MAX(turn), 0) + 1 FROM letter))
RETURNING *;

-- name: letter(letter_id)^
SELECT * FROM letter WHERE id = :letter_id;

-- name: letter_numbered(guild_id, number)^
SELECT * FROM letter WHERE guild_id = :guild_id AND number = :number;

-- name: letter_in(thread_id)^
SELECT * FROM letter WHERE thread_id = :thread_id;

-- name: open_draft(author_tag)^
-- The oldest open draft takes the next direct message.
SELECT * FROM letter
WHERE author_tag = :author_tag AND state IN ('draft', 'returned')
ORDER BY turn LIMIT 1;

-- name: letters_of(author_tag)
SELECT * FROM letter
WHERE author_tag = :author_tag
ORDER BY COALESCE(number, 9223372036854775807) DESC, turn DESC;

-- name: queue(guild_id, limit, offset)
-- What waits for the moderators, oldest first.
SELECT * FROM letter
WHERE guild_id = :guild_id AND state = 'held'
ORDER BY submitted_at, number LIMIT :limit OFFSET :offset;

-- name: queue_length(guild_id)$
SELECT COUNT(*) FROM letter WHERE guild_id = :guild_id AND state = 'held';

-- name: collectable(now)
-- Letters whose collection is due.
SELECT * FROM letter WHERE state = 'posted' AND submitted_at <= :now ORDER BY id;

-- name: waiting_letters(author_tag, letter_id)$
-- How many of somebody's letters wait, one left out.
SELECT COUNT(*) FROM letter WHERE author_tag = :author_tag AND state IN ('posted', 'held') AND id <> :letter_id;

-- name: sent_since(author_tag, letter_id, since)
-- When somebody's letters were sent, the last first, one left out.
SELECT submitted_at FROM letter
WHERE author_tag = :author_tag AND id <> :letter_id AND submitted_at > :since
ORDER BY submitted_at DESC;

-- name: move(after, letter_id, before)!
-- The guard of every transition: of two who press at the same moment, one changes no row.
UPDATE letter SET state = :after WHERE id = :letter_id AND state = :before;

-- name: save_draft(title, category, rating, letter_id)!
UPDATE letter SET sealed_title = :title, category = :category, rating = :rating
WHERE id = :letter_id AND state IN ('draft', 'returned');

-- name: address(letterbox_id, guild_id, author_tag, letter_id)!
UPDATE letter SET letterbox_id = :letterbox_id, guild_id = :guild_id, author_tag = :author_tag
WHERE id = :letter_id AND state = 'draft';

-- name: know_author(author, letter_id)!
UPDATE letter SET sealed_author = :author WHERE id = :letter_id AND sealed_author IS NOT NULL;

-- name: stamp(number, submitted_at, letter_id)!
UPDATE letter SET number = :number, submitted_at = :submitted_at WHERE id = :letter_id;

-- name: place_letter(channel_id, message_id, thread_id, now, letter_id)!
UPDATE letter SET channel_id = :channel_id, message_id = :message_id, thread_id = :thread_id,
    published_at = COALESCE(published_at, :now)
WHERE id = :letter_id;

-- name: place_card(card, letter_id)!
-- A card that was under way while its author was forgotten is not remembered.
UPDATE letter SET sealed_card = :card WHERE id = :letter_id AND author_tag IS NOT NULL;

-- name: place_desk_card(message_id, letter_id)!
UPDATE letter SET desk_message_id = :message_id WHERE id = :letter_id;

-- name: place_report_card(message_id, letter_id)!
UPDATE letter SET report_message_id = :message_id WHERE id = :letter_id;

-- name: mute(muted, letter_id)!
UPDATE letter SET muted = :muted WHERE id = :letter_id;

-- name: reached(unreachable, letter_id)!
UPDATE letter SET unreachable = :unreachable WHERE id = :letter_id AND unreachable <> :unreachable;

-- name: trouble(trouble, letter_id)!
UPDATE letter SET trouble = :trouble WHERE id = :letter_id;

-- name: discard(letter_id)!
-- Only what nobody but its author has seen.
DELETE FROM letter WHERE id = :letter_id AND number IS NULL AND state IN ('draft', 'posted');

-- what a letter says --------------------------------------------------------------------------------

-- name: parts(letter_id)
SELECT * FROM part WHERE letter_id = :letter_id ORDER BY position;

-- name: drop_parts(letter_id)!
DELETE FROM part WHERE letter_id = :letter_id;

-- name: add_part(letter_id, position, text, source)!
INSERT INTO part (letter_id, position, sealed_text, source_tag)
VALUES (:letter_id, :position, :text, :source);

-- name: letter_from(source)$
-- The letter that a direct message went into, as text or as a picture.
SELECT letter_id FROM part WHERE source_tag = :source
UNION
SELECT letter_id FROM picture WHERE source_tag = :source
LIMIT 1;

-- name: pictures(letter_id)
SELECT * FROM picture WHERE letter_id = :letter_id ORDER BY position;

-- name: picture_count(letter_id)$
SELECT COUNT(*) FROM picture WHERE letter_id = :letter_id;

-- name: add_picture(letter_id, name, data, source)!
INSERT INTO picture (letter_id, position, name, sealed_data, source_tag)
SELECT :letter_id, COALESCE(MAX(position) + 1, 0), :name, :data, :source
FROM picture WHERE letter_id = :letter_id;

-- name: drop_pictures(letter_id, source)!
DELETE FROM picture WHERE letter_id = :letter_id AND source_tag = :source;

-- name: pages(letter_id)
SELECT message_id FROM page WHERE letter_id = :letter_id ORDER BY position;

-- name: place_page(letter_id, position, message_id)!
INSERT INTO page (letter_id, position, message_id) VALUES (:letter_id, :position, :message_id)
ON CONFLICT (letter_id, position) DO UPDATE SET message_id = excluded.message_id;

-- name: forget_pages(letter_id)!
DELETE FROM page WHERE letter_id = :letter_id;

-- responses -----------------------------------------------------------------------------------------

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

-- notices -------------------------------------------------------------------------------------------

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

-- the desk's record ---------------------------------------------------------------------------------

-- name: decide(letter_id, verb, moderator, reason, now)!
INSERT INTO decision (letter_id, verb, sealed_moderator, sealed_reason, at)
VALUES (:letter_id, :verb, :moderator, :reason, :now);

-- name: last_decision(letter_id)^
-- The last that changed the letter's state.
SELECT * FROM decision WHERE letter_id = :letter_id AND verb NOT IN ('dismiss', 'unmask') ORDER BY id DESC LIMIT 1;

-- name: last_word(letter_id)^
-- The last of any kind: what came of the reports.
SELECT * FROM decision WHERE letter_id = :letter_id ORDER BY id DESC LIMIT 1;

-- name: report(letter_id, reporter_tag, reason, now)!
INSERT INTO report (letter_id, reporter_tag, sealed_reason, at)
VALUES (:letter_id, :reporter_tag, :reason, :now)
ON CONFLICT (letter_id, reporter_tag) DO NOTHING;

-- name: reports(letter_id)
SELECT * FROM report WHERE letter_id = :letter_id ORDER BY at, reporter_tag;

-- name: clear_reports(letter_id)!
DELETE FROM report WHERE letter_id = :letter_id;

-- blocks --------------------------------------------------------------------------------------------

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

-- the outbox ----------------------------------------------------------------------------------------

-- name: enqueue(lane, place, kind, letter_id, subject_id, payload, person_tag, nonce, now, not_before)!
INSERT INTO delivery (
    lane, place, kind, letter_id, subject_id, sealed_payload, person_tag, nonce, created_at, not_before
)
VALUES (:lane, :place, :kind, :letter_id, :subject_id, :payload, :person_tag, :nonce, :now, :not_before);

-- name: waiting(lane, kind)$
-- Is there such a delivery that nobody has begun to send? Then another one would add nothing.
SELECT COUNT(*) FROM delivery WHERE lane = :lane AND kind = :kind AND attempts = 0;

-- name: claim(worker, lease_until, now, at_once)^
-- The first delivery that is due, unclaimed, first in its lane, and in a place that has room: one at a time in each that
-- is shared, so many at once of those that share none. Goes from place to place, so that a thousand waiting in one of
-- them are not looked at.
UPDATE delivery SET attempts = attempts + 1, worker = :worker, lease_until = :lease_until
WHERE id = (
    WITH RECURSIVE place (name) AS (
        SELECT MIN(place) FROM delivery
        UNION ALL
        SELECT (SELECT MIN(place) FROM delivery WHERE place > place.name) FROM place WHERE place.name IS NOT NULL
    )
    SELECT MIN(head.id) FROM (
        SELECT (
            SELECT due.id FROM delivery AS due
            WHERE due.place = place.name AND due.not_before <= :now
                AND (due.lease_until IS NULL OR due.lease_until <= :now)
                AND NOT EXISTS (SELECT 1 FROM delivery AS before WHERE before.lane = due.lane AND before.id < due.id)
            ORDER BY due.id LIMIT 1
        ) AS id
        FROM place
        WHERE CASE WHEN place.name = '' THEN :at_once ELSE 1 END > (
            SELECT COUNT(*) FROM delivery AS claimed
            WHERE claimed.place = place.name AND claimed.worker IS NOT NULL AND claimed.lease_until > :now
        )
    ) AS head
)
RETURNING *,
    (SELECT number FROM letter WHERE letter.id = delivery.letter_id) AS letter_number,
    (SELECT turn FROM letter WHERE letter.id = delivery.letter_id) AS letter_turn,
    (SELECT value FROM remark WHERE name = 'restored') AS restored_turn;

-- name: next_due()$
-- When something that waits is due next: a delivery that is first in its lane, or a collection.
SELECT MIN(at) FROM (
    SELECT CASE WHEN lease_until > not_before THEN lease_until ELSE not_before END AS at
    FROM delivery AS due
    WHERE NOT EXISTS (SELECT 1 FROM delivery AS before WHERE before.lane = due.lane AND before.id < due.id)
    UNION ALL
    SELECT submitted_at FROM letter WHERE state = 'posted'
    UNION ALL
    SELECT 9223372036854775807
) AS waiting;

-- name: done(delivery_id)!
DELETE FROM delivery WHERE id = :delivery_id;

-- name: later(not_before, delivery_id)!
UPDATE delivery SET not_before = :not_before, worker = NULL, lease_until = NULL WHERE id = :delivery_id;

-- name: cancel(letter_id, kind)!
-- One that was tried may have taken effect although its answer was lost: it looks when its turn comes.
DELETE FROM delivery WHERE letter_id = :letter_id AND kind = :kind AND attempts = 0;

-- name: release(worker)!
-- A clean stop hands back what it had claimed.
UPDATE delivery SET worker = NULL, lease_until = NULL WHERE worker = :worker;

-- name: release_all()!
UPDATE delivery SET worker = NULL, lease_until = NULL WHERE worker IS NOT NULL;

-- sealing anew --------------------------------------------------------------------------------------
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

-- the post, as the host sees it -----------------------------------------------------------------------

-- name: post(now, stuck)^
-- Since when the oldest waits: one that waits for its time on purpose does not count before that time has come.
SELECT COUNT(*) AS total,
    COALESCE(SUM(CASE WHEN lease_until > :now THEN 1 ELSE 0 END), 0) AS in_flight,
    COALESCE(SUM(CASE WHEN attempts >= :stuck THEN 1 ELSE 0 END), 0) AS stuck,
    MIN(CASE WHEN attempts > 0 THEN created_at WHEN not_before <= :now THEN not_before END) AS oldest
FROM delivery;

-- name: post_by_kind()
SELECT kind, COUNT(*) AS deliveries FROM delivery GROUP BY kind ORDER BY kind;

-- name: stuck_deliveries(stuck)
SELECT delivery.id, delivery.kind, delivery.attempts, letter.number, letter.letterbox_id
FROM delivery LEFT JOIN letter ON letter.id = delivery.letter_id
WHERE delivery.attempts >= :stuck ORDER BY delivery.id;

-- name: waiting_at_desks()
SELECT letterbox.id, COUNT(letter.id) AS letters
FROM letterbox LEFT JOIN letter ON letter.letterbox_id = letterbox.id AND letter.state = 'held'
GROUP BY letterbox.id ORDER BY letterbox.id;

-- name: count_letters()$
SELECT COUNT(*) FROM letter;

-- a database put back from a backup -------------------------------------------------------------------

-- name: last_turn()$
SELECT COALESCE(MAX(turn), 0) FROM letter;

-- name: doubt_deliveries()!
-- What waited when the backup was made may have been sent since: the next attempt counts as a repeat.
UPDATE delivery SET attempts = 1 WHERE attempts = 0;

-- name: forget_inboxes()!
-- How far messages had been read when the backup was made: what came since was taken, and is not to be taken twice.
DELETE FROM inbox;

-- catching up ---------------------------------------------------------------------------------------

-- name: inbox_of(person_tag)^
SELECT id, sealed_place FROM inbox WHERE person_tag = :person_tag;

-- name: inboxes(after, limit)
SELECT id, sealed_place FROM inbox WHERE id > :after ORDER BY id LIMIT :limit;

-- name: place_inbox(inbox_id, person_tag, place, until)!
INSERT INTO inbox (id, person_tag, sealed_place, until) VALUES (:inbox_id, :person_tag, :place, :until)
ON CONFLICT (person_tag) DO UPDATE SET sealed_place = excluded.sealed_place, until = excluded.until;

-- name: move_inbox(place, inbox_id)!
UPDATE inbox SET sealed_place = :place WHERE id = :inbox_id;

-- name: inboxes_over(now, limit)
-- Of people who have not written for a week.
SELECT id, sealed_place FROM inbox WHERE until <= :now ORDER BY id LIMIT :limit;

-- name: keep_inbox(inbox_id)!
-- As long as a letter of theirs is known.
UPDATE inbox SET until = NULL WHERE id = :inbox_id;

-- name: question_inbox(at_once, now, person_tag)!
-- That may have been their last letter: forget them with it, or not before their week is over.
UPDATE inbox SET until = CASE WHEN :at_once = 1 THEN :now ELSE COALESCE(until, :now) END
WHERE person_tag = :person_tag;

-- name: drop_inbox(inbox_id)!
DELETE FROM inbox WHERE id = :inbox_id;

-- name: open_drafts()
-- Whoever still writes at them is known.
SELECT * FROM letter WHERE state IN ('draft', 'returned') AND sealed_author IS NOT NULL;

-- name: drafts_for(guild_id)
SELECT id FROM letter WHERE guild_id = :guild_id AND state IN ('draft', 'returned') AND sealed_card IS NOT NULL;

-- name: sources(letter_id)
-- The direct messages that a letter came from.
SELECT source_tag FROM part WHERE letter_id = :letter_id AND source_tag IS NOT NULL
UNION
SELECT source_tag FROM picture WHERE letter_id = :letter_id AND source_tag IS NOT NULL;

-- name: live_letters()
-- In public, and their time is not over; the newest first.
SELECT * FROM letter WHERE state = 'published' AND author_tag IS NOT NULL ORDER BY published_at DESC, number DESC;

-- name: cards_at_desks()
-- The review cards of all letters that wait.
SELECT guild_id, desk_message_id FROM letter
WHERE state = 'held' AND desk_message_id IS NOT NULL ORDER BY desk_message_id DESC;

-- name: posted_responses(letter_id)
SELECT * FROM response WHERE letter_id = :letter_id AND message_id IS NOT NULL;

-- name: letter_with(message_id)^
-- The letter that a message is, reviews or reports.
SELECT * FROM letter
WHERE message_id = :message_id OR desk_message_id = :message_id OR report_message_id = :message_id LIMIT 1;

-- name: letter_continued_in(message_id)$
SELECT letter_id FROM page WHERE message_id = :message_id;

-- name: published_in(channel_id, limit)
SELECT * FROM letter WHERE channel_id = :channel_id AND state = 'published' ORDER BY number LIMIT :limit;

-- name: delete_responses(letter_id)!
-- Those that stood in a thread which is gone.
UPDATE response SET deleted = 1 WHERE letter_id = :letter_id AND message_id IS NOT NULL;

-- name: fall_behind(behind, letter_id)!
UPDATE letter SET desk_behind = :behind WHERE id = :letter_id;

-- name: for_new_desk(guild_id)
-- The letters whose cards a new desk needs: those that wait, those in trouble, those whose card fell behind.
SELECT id FROM letter
WHERE guild_id = :guild_id AND (state = 'held' OR trouble IS NOT NULL OR desk_behind = 1) ORDER BY number;

-- name: behind(guild_id)
SELECT id FROM letter WHERE guild_id = :guild_id AND desk_behind = 1 ORDER BY number;

-- name: reported(guild_id)
SELECT id FROM letter
WHERE guild_id = :guild_id AND EXISTS (SELECT 1 FROM report WHERE letter_id = letter.id) ORDER BY number;

-- forgetting ----------------------------------------------------------------------------------------

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

-- name: change_report(new_tag, letter_id, reporter_tag)!
UPDATE report SET reporter_tag = :new_tag WHERE letter_id = :letter_id AND reporter_tag = :reporter_tag;

-- name: drop_title(letter_id)!
UPDATE letter SET sealed_title = NULL WHERE id = :letter_id;

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

-- remarks of the program to itself ------------------------------------------------------------------

-- name: remark(name)$
SELECT value FROM remark WHERE name = :name;

-- name: set_remark(name, value)!
INSERT INTO remark (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: drop_remark(name)!
DELETE FROM remark WHERE name = :name;
