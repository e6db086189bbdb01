-- name: last_turn()$
SELECT COALESCE(MAX(turn), 0) FROM letter;

-- name: doubt_deliveries()!
-- What waited when the backup was made may have been sent since, so the next attempt counts as a further one.
UPDATE delivery SET attempts = 1 WHERE attempts = 0;

-- name: skip_numbers()!
-- The next numbers stand on Discord already, for letters that came after the backup: whoever removes, blocks or withdraws
-- by number must not meet another letter. A hundred at least are left out.
UPDATE guild SET last_number = (last_number + 199) / 100 * 100;

-- name: forget_inboxes()!
-- They say how far messages had been read when the backup was made; what came since must not be taken twice.
DELETE FROM inbox;
