-- name: letters_below(guild_id, below, limit, at_desk)
-- The letters of a server with the highest numbers below one, and the parts in any order of those that are published;
-- `at_desk`: of all whose text a desk can read.
SELECT found.id, found.letterbox_id, found.state, found.number, found.category, found.rating, found.published_at,
    found.channel_id, found.sealed_title, part.position, part.sealed_text
FROM (
    SELECT * FROM letter WHERE guild_id = :guild_id AND number < :below ORDER BY number DESC LIMIT :limit
) AS found LEFT JOIN part ON part.letter_id = found.id
    AND (found.state = 'published' OR (:at_desk AND found.state IN ('held', 'approved', 'rejected')));

-- name: public_letter(letter_id)
-- A letter and its parts in any order; nothing where it is not published.
SELECT letter.id, letter.letterbox_id, letter.state, letter.number, letter.category, letter.rating, letter.published_at,
    letter.channel_id, letter.sealed_title, part.position, part.sealed_text
FROM letter LEFT JOIN part ON part.letter_id = letter.id
WHERE letter.id = :letter_id AND letter.state = 'published';

-- name: public_between(guild_id, first, last)
-- Where the published letters of a server with these numbers stand.
SELECT id, letterbox_id, channel_id, rating FROM letter
WHERE guild_id = :guild_id AND number BETWEEN :first AND :last AND state || '' = 'published';
