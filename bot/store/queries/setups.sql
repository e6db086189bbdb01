-- Letterboxes that are being set up step by step.

-- name: setup(setup_id)^
SELECT * FROM setup WHERE id = :setup_id;

-- name: setup_of(guild_id, name)^
SELECT * FROM setup WHERE guild_id = :guild_id AND name = :name;

-- name: count_setups(guild_id)$
SELECT count(*) FROM setup WHERE guild_id = :guild_id;

-- name: begin_setup(guild_id, name, begun_at, chosen)^
INSERT INTO setup (guild_id, name, begun_at, chosen) VALUES (:guild_id, :name, :begun_at, :chosen) RETURNING *;

-- name: save_setup(name, chosen, setup_id)!
UPDATE setup SET name = :name, chosen = :chosen WHERE id = :setup_id;

-- name: drop_setup(setup_id)!
DELETE FROM setup WHERE id = :setup_id;

-- name: drop_setups(before)!
DELETE FROM setup WHERE begun_at < :before;
