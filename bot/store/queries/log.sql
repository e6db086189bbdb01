-- What was done at a desk, and how much there was to do.

-- name: log_of(letterbox_id, before, limit)
SELECT decision.*, letter.number FROM decision JOIN letter ON letter.id = decision.letter_id
WHERE decision.letterbox_id = :letterbox_id AND decision.id < :before ORDER BY decision.id DESC LIMIT :limit;

-- name: log_about(letter_id, before, limit)
SELECT decision.*, letter.number FROM decision JOIN letter ON letter.id = decision.letter_id
WHERE decision.letter_id = :letter_id AND decision.id < :before ORDER BY decision.id DESC LIMIT :limit;

-- name: verdicts(letterbox_id)
-- With the card that was decided on; a letter that was sent again points to the one before until it has a new one.
SELECT decision.letter_id, decision.verb, decision.at, COALESCE(letter.desk_message_id, letter.desk_before) AS card
FROM decision JOIN letter ON letter.id = decision.letter_id
WHERE decision.letterbox_id = :letterbox_id AND decision.verb IN ('approve', 'return', 'reject', 'remove')
ORDER BY decision.id;

-- name: letters_counted(since, letterbox_id)^
-- One that was sent again counts as before until it is collected.
SELECT COUNT(*) AS received,
    SUM(CASE WHEN state = 'posted' OR submitted_at > :since THEN 1 ELSE 0 END) AS received_lately,
    SUM(CASE WHEN published_at IS NOT NULL THEN 1 ELSE 0 END) AS published,
    SUM(CASE WHEN published_at > :since THEN 1 ELSE 0 END) AS published_lately
FROM letter
WHERE guild_id = (SELECT guild_id FROM letterbox WHERE letterbox.id = :letterbox_id) AND +letterbox_id = :letterbox_id
    AND number IS NOT NULL;

-- name: responses_counted(since, letterbox_id)^
SELECT COUNT(*) AS responses, SUM(CASE WHEN response.at > :since THEN 1 ELSE 0 END) AS responses_lately
FROM letter CROSS JOIN response
WHERE letter.guild_id = (SELECT guild_id FROM letterbox WHERE letterbox.id = :letterbox_id)
    AND +letter.letterbox_id = :letterbox_id AND letter.number IS NOT NULL
    AND response.letter_id = letter.id AND response.state = 'stands';
