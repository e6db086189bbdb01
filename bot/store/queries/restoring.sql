-- name: last_turn()$
SELECT COALESCE(MAX(turn), 0) FROM letter;

-- name: doubt_deliveries()!
-- What waited when the backup was made may have been sent since: the next attempt counts as a repeat.
UPDATE delivery SET attempts = 1 WHERE attempts = 0;

-- name: forget_inboxes()!
-- How far messages had been read when the backup was made: what came since was taken, and is not to be taken twice.
DELETE FROM inbox;
