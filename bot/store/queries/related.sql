-- name: relate(related_id, letter_id)^
UPDATE letter SET related_id = :related_id WHERE id = :letter_id RETURNING *;

-- name: linked_to(letter_id)
SELECT id FROM letter WHERE related_id = :letter_id;

-- name: unlink(letter_id)
-- A letter links to none any more, and none to it.
UPDATE letter SET related_id = NULL WHERE related_id = :letter_id OR (id = :letter_id AND related_id IS NOT NULL)
RETURNING *;
