-- Letterboxes and their settings. As in every file here: portable SQL with RETURNING, ON CONFLICT and named parameters;
-- times are Unix seconds. The sign after a name says what aiosql returns: `^` one row or None, `$` one value, `!` the
-- number of rows changed, nothing all rows. The methods of these names are in `../tables/`.

-- name: know_guild(guild_id)!
INSERT INTO guild (id) VALUES (:guild_id) ON CONFLICT (id) DO NOTHING;

-- name: next_number(guild_id)$
-- Letters are numbered within their server.
UPDATE guild SET last_number = last_number + 1 WHERE id = :guild_id RETURNING last_number;

-- name: save_letterbox(guild_id, name, letters_id, desk_id, mature_id, language, settings)^
INSERT INTO letterbox (guild_id, name, letters_id, desk_id, mature_id, language, settings)
VALUES (:guild_id, :name, :letters_id, :desk_id, :mature_id, :language, :settings)
ON CONFLICT (guild_id, name) DO UPDATE SET
    letters_id = excluded.letters_id, desk_id = excluded.desk_id, mature_id = excluded.mature_id
RETURNING *;

-- name: open_letterbox(open, letterbox_id)!
UPDATE letterbox SET open = :open WHERE id = :letterbox_id;

-- name: save_settings(name, keep_days, language, settings, letterbox_id)^
UPDATE letterbox SET name = :name, keep_days = :keep_days, language = :language, settings = :settings
WHERE id = :letterbox_id
RETURNING *;

-- name: letterboxes()
SELECT * FROM letterbox ORDER BY id;
