-- Letterboxes and their settings. As in every file here: portable SQL with RETURNING, ON CONFLICT and named parameters;
-- times are Unix seconds. The sign after a name says what aiosql returns: `^` one row or None, `$` one value, `!` the
-- number of rows changed, nothing all rows. The methods of these names are in `../tables/`.

-- name: know_guild(guild_id)!
INSERT INTO guild (id) VALUES (:guild_id) ON CONFLICT (id) DO NOTHING;

-- name: next_number(guild_id)$
-- Letters are numbered within their server.
UPDATE guild SET last_number = last_number + 1 WHERE id = :guild_id RETURNING last_number;

-- name: save_letterbox(guild_id, letters_id, desk_id, mature_id, categories, language)^
INSERT INTO letterbox (guild_id, letters_id, desk_id, mature_id, categories, language)
VALUES (:guild_id, :letters_id, :desk_id, :mature_id, :categories, :language)
ON CONFLICT (guild_id) DO UPDATE SET
    letters_id = excluded.letters_id, desk_id = excluded.desk_id,
    mature_id = excluded.mature_id, categories = excluded.categories
RETURNING *;

-- name: open_letterbox(open, letterbox_id)!
UPDATE letterbox SET open = :open WHERE id = :letterbox_id;

-- name: save_settings(categories, waiting, daily, responses, account_days, member_hours, refused, flagged, links, keep_days, collection, notice_delay, letterbox_id)^
UPDATE letterbox SET categories = :categories, waiting_limit = :waiting, daily_limit = :daily,
    response_limit = :responses, account_days = :account_days, member_hours = :member_hours,
    refused_words = :refused, flagged_words = :flagged, link_rule = :links, keep_days = :keep_days,
    collection = :collection, notice_delay = :notice_delay
WHERE id = :letterbox_id
RETURNING *;

-- name: letterboxes()
SELECT * FROM letterbox ORDER BY id;
