-- name: process_seen(id, name, shards, now, wants, holds)$
INSERT INTO process (id, name, shards, turn, seen_at, wants, holds) VALUES (:id, :name, :shards, 0, :now, :wants, :holds)
ON CONFLICT (id) DO UPDATE
SET turn = process.turn + 1, seen_at = excluded.seen_at, wants = excluded.wants, holds = excluded.holds
RETURNING turn;

-- name: forget_processes(before)!
-- Those that have renewed nothing for long.
DELETE FROM process WHERE seen_at < :before;

-- name: process_left(id)!
DELETE FROM process WHERE id = :id;

-- name: processes(since)
SELECT * FROM process WHERE seen_at >= :since;
