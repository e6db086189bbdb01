-- name: add_letter(letter_id, author, letterbox_id, guild_id, until)^
-- A draft's turn tells which of somebody's drafts is older, but not when either was begun.
INSERT INTO letter (id, state, sealed_author, letterbox_id, guild_id, kept_until, turn)
VALUES (:letter_id, 'draft', :author, :letterbox_id, :guild_id, :until,
    (SELECT COALESCE(MAX(turn), 0) + 1 FROM letter))
RETURNING *;

-- name: letter(letter_id)^
SELECT * FROM letter WHERE id = :letter_id;

-- name: letter_numbered(guild_id, number)^
SELECT * FROM letter WHERE guild_id = :guild_id AND number = :number;

-- name: newest_letters(guild_id, limit)
-- Those that have reached the desk of a server.
SELECT * FROM letter WHERE guild_id = :guild_id AND number IS NOT NULL ORDER BY number DESC LIMIT :limit;

-- name: newest_in(guild_id, limit)
-- Their authors.
SELECT id, sealed_author FROM letter WHERE guild_id = :guild_id AND number IS NOT NULL ORDER BY number DESC LIMIT :limit;

-- name: newest_authors(limit)
-- The authors of the newest letters in all servers.
SELECT id, sealed_author FROM letter ORDER BY turn DESC LIMIT :limit;

-- name: letter_in(thread_id)^
SELECT * FROM letter WHERE thread_id = :thread_id;

-- name: draft_authors()
-- The authors of the open drafts.
SELECT id, guild_id, sealed_author FROM letter
WHERE state IN ('draft', 'returned') AND sealed_author IS NOT NULL AND discarded = 0;

-- name: authors(after, limit)
-- The authors of all letters, from one after this id on.
SELECT id, guild_id, sealed_author FROM letter WHERE sealed_author IS NOT NULL AND id > :after ORDER BY id LIMIT :limit;

-- name: overdue(letterbox_id, until)
-- Those of a letterbox that have waited since then, oldest first.
SELECT id FROM letter
WHERE letterbox_id = :letterbox_id AND state = 'held' AND submitted_at <= :until ORDER BY submitted_at, number;

-- name: collectable(now)
-- Posted letters whose collection is due.
SELECT * FROM letter WHERE state = 'posted' AND submitted_at <= :now ORDER BY submitted_at, id;

-- name: letters_due(now)$
-- Whether there is one to collect, or a discarded draft whose minute is over.
SELECT EXISTS (SELECT 1 FROM letter WHERE state = 'posted' AND submitted_at <= :now)
    OR EXISTS (SELECT 1 FROM letter WHERE discarded = 1 AND kept_until <= :now);

-- name: sent_to(letterbox_id, letter_id, since)
-- The authors of the letters that wait in a letterbox or were sent since then, newest first; one letter is left out.
SELECT id, state, submitted_at, sealed_author FROM letter
WHERE letterbox_id = :letterbox_id AND state = 'held' AND id <> :letter_id AND sealed_author IS NOT NULL
UNION ALL
SELECT id, state, submitted_at, sealed_author FROM letter
WHERE letterbox_id = :letterbox_id AND state = 'posted' AND id <> :letter_id AND sealed_author IS NOT NULL
UNION ALL
SELECT id, state, submitted_at, sealed_author FROM letter
WHERE letterbox_id = :letterbox_id AND submitted_at > :since AND state NOT IN ('held', 'posted') AND id <> :letter_id
    AND sealed_author IS NOT NULL
ORDER BY submitted_at DESC;

-- name: move(after, letter_id, before)^
-- The guard of every transition: when two people press at the same moment, one of them changes no row. What the desk
-- saw when it sent a letter back is kept until it decides.
UPDATE letter SET state = :after, kept_until = NULL, reminded = 0,
    sealed_seen = CASE WHEN :after IN ('returned', 'posted', 'held') THEN sealed_seen ELSE NULL END
WHERE id = :letter_id AND state = :before
RETURNING *;

-- name: save_draft(sealed_title, category, rating, sealed_warning, id)^
UPDATE letter SET sealed_title = :sealed_title, category = :category, rating = :rating, sealed_warning = :sealed_warning
WHERE id = :id AND state IN ('draft', 'returned', 'posted')
RETURNING *;

-- name: keep_draft(until, letter_id)^
UPDATE letter SET kept_until = :until, reminded = 0
WHERE id = :letter_id AND state IN ('draft', 'returned') AND discarded = 0 AND COALESCE(kept_until, 0) <> :until
RETURNING *;

-- name: lay_aside(until, letter_id)!
-- A discarded draft, which can be had back until then.
UPDATE letter SET discarded = 1, kept_until = :until, reminded = 1 WHERE id = :letter_id AND state = 'draft';

-- name: have_back(letter_id)!
UPDATE letter SET discarded = 0 WHERE id = :letter_id;

-- name: laid_aside(until, limit)
-- Discarded drafts whose minute is over.
SELECT * FROM letter WHERE discarded = 1 AND kept_until <= :until ORDER BY kept_until LIMIT :limit;

-- name: drafts_until(until, limit)
-- Drafts that are kept until that moment at most.
SELECT * FROM letter WHERE kept_until <= :until AND state IN ('draft', 'returned') ORDER BY kept_until, id LIMIT :limit;

-- name: drafts_to_remind(until, limit)
-- Those of them whose writers have not been reminded.
SELECT * FROM letter
WHERE kept_until <= :until AND reminded = 0 AND state IN ('draft', 'returned') ORDER BY kept_until, id LIMIT :limit;

-- name: remind(letter_id)^
UPDATE letter SET reminded = 1 WHERE id = :letter_id RETURNING *;

-- name: address(letterbox_id, guild_id, letter_id)^
UPDATE letter SET letterbox_id = :letterbox_id, guild_id = :guild_id
WHERE id = :letter_id AND state = 'draft'
RETURNING *;

-- name: know_author(author, letter_id)^
UPDATE letter SET sealed_author = :author WHERE id = :letter_id AND sealed_author IS NOT NULL
RETURNING *;

-- name: set_number(number, submitted_at, letter_id)^
UPDATE letter SET number = :number, submitted_at = :submitted_at WHERE id = :letter_id RETURNING *;

-- name: set_public_message(channel_id, message_id, thread_id, now, letter_id)^
UPDATE letter SET channel_id = :channel_id, message_id = :message_id, thread_id = :thread_id,
    counted_at = CASE WHEN message_id = :message_id THEN counted_at END,
    since = CASE WHEN published_at IS NULL THEN :now ELSE since END, published_at = COALESCE(published_at, :now)
WHERE id = :letter_id RETURNING *;

-- name: set_draft_card(card, letter_id)^
-- A card that was being sent while its author was forgotten is not recorded.
UPDATE letter SET sealed_card = :card WHERE id = :letter_id AND sealed_author IS NOT NULL
RETURNING *;

-- name: set_desk_card(message_id, letter_id)^
-- What a card shows when it is recorded is up to date.
UPDATE letter SET desk_message_id = :message_id, desk_before = NULL,
    desk_behind = CASE WHEN CAST(:message_id AS BIGINT) IS NULL THEN desk_behind ELSE 0 END
WHERE id = :letter_id
RETURNING *;

-- name: hand_in(sealed_title, category, rating, sealed_warning, number, submitted_at, id)^
-- Its next review card is a new message, and the one from before points to that.
UPDATE letter SET sealed_title = :sealed_title, category = :category, rating = :rating,
    sealed_warning = :sealed_warning, sealed_asked = NULL, number = :number, submitted_at = :submitted_at,
    desk_before = COALESCE(desk_message_id, desk_before), desk_message_id = NULL
WHERE id = :id AND state IN ('draft', 'returned', 'posted')
RETURNING *;

-- name: label(category, rating, sealed_warning, sealed_asked, id)^
-- The desk changes what stands beside a letter's text.
UPDATE letter SET category = :category, rating = :rating, sealed_warning = :sealed_warning, sealed_asked = :sealed_asked
WHERE id = :id AND state = 'held'
RETURNING *;

-- name: keep_seen(seen, letter_id)!
UPDATE letter SET sealed_seen = :seen WHERE id = :letter_id;

-- name: seen(letter_id)$
SELECT sealed_seen FROM letter WHERE id = :letter_id;

-- name: set_day(day, letter_id)^
UPDATE letter SET publish_on = :day WHERE id = :letter_id RETURNING *;

-- name: set_report_card(message_id, letter_id)^
UPDATE letter SET report_message_id = :message_id WHERE id = :letter_id RETURNING *;

-- name: mute(muted, letter_id)^
UPDATE letter SET muted = :muted WHERE id = :letter_id RETURNING *;

-- name: set_rhythm(muted, tell_every, letter_id)^
UPDATE letter SET muted = :muted, tell_every = :tell_every WHERE id = :letter_id RETURNING *;

-- name: leave(locked, closed, letter_id)^
UPDATE letter SET left_locked = :locked, left_closed = :closed WHERE id = :letter_id RETURNING *;

-- name: set_replies(replies, letter_id)^
-- What moderators choose here takes the place of a lock that they set by hand.
UPDATE letter SET replies = :replies, left_locked = 0 WHERE id = :letter_id RETURNING *;

-- name: trouble(trouble, letter_id)^
UPDATE letter SET trouble = :trouble WHERE id = :letter_id RETURNING *;

-- name: discard(letter_id)!
-- Only a letter that nobody but its author has seen.
DELETE FROM letter WHERE id = :letter_id AND number IS NULL AND state IN ('draft', 'posted');

-- name: begin_revision(number, letter_id)^
-- A draft becomes a revision of the published letter with that number.
UPDATE letter SET revises = :number WHERE id = :letter_id AND state = 'draft' RETURNING *;

-- name: revision_of(guild_id, number)^
-- The revision of a letter that is being written, waits, or is on its way: there is one at most.
SELECT * FROM letter
WHERE guild_id = :guild_id AND revises = :number
    AND state IN ('draft', 'posted', 'held', 'returned', 'approved');

-- name: counted(counted_at, letter_id)^
UPDATE letter SET counted_at = :counted_at WHERE id = :letter_id RETURNING *;

-- name: rewrite(sealed_title, sealed_warning, revised_at, id)^
UPDATE letter SET sealed_title = :sealed_title, sealed_warning = :sealed_warning, revised_at = :revised_at
WHERE id = :id RETURNING *;
