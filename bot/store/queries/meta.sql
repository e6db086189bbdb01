-- name: meta(name)$
SELECT value FROM remark WHERE name = :name;

-- name: set_meta(name, value)!
INSERT INTO remark (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: drop_meta(name)!
DELETE FROM remark WHERE name = :name;
