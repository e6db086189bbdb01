-- name: set_archive(archive, letter_id)^
UPDATE letter SET archive = :archive WHERE id = :letter_id RETURNING *;

-- name: archived(guild_id, after, limit)
-- The published letters of a server that may stand in its archive, from the one after this number on.
SELECT * FROM letter
WHERE guild_id = :guild_id AND state = 'published' AND archive = 'told' AND number > :after
ORDER BY number LIMIT :limit;

-- name: standing_responses(letter_id)
-- Those that count (`response_count`).
SELECT * FROM response
WHERE letter_id = :letter_id AND state = 'stands'
    AND (thread_id IS NULL OR thread_id = (SELECT thread_id FROM letter WHERE id = :letter_id))
ORDER BY number;

-- name: add_archive_name(name_id, guild_id, mark)!
INSERT INTO archive_name (id, guild_id, sealed_mark) VALUES (:name_id, :guild_id, :mark);

-- name: archive_names(guild_id)
SELECT * FROM archive_name WHERE guild_id = :guild_id;

-- name: all_archive_names()
SELECT * FROM archive_name;

-- name: drop_archive_name(name_id)!
DELETE FROM archive_name WHERE id = :name_id;
