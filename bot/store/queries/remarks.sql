-- name: remark(name)$
SELECT value FROM remark WHERE name = :name;

-- name: set_remark(name, value)!
INSERT INTO remark (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: drop_remark(name)!
DELETE FROM remark WHERE name = :name;
