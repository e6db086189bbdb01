-- A server may have several letterboxes, each with a name; what is set for one is kept as one value, since no statement
-- looks at a single setting, except for how long authors are known.
CREATE TABLE letterbox_new (
    id INTEGER PRIMARY KEY,
    guild_id BIGINT NOT NULL REFERENCES guild (id),
    name TEXT NOT NULL DEFAULT '',
    letters_id BIGINT NOT NULL,
    desk_id BIGINT NOT NULL,
    mature_id BIGINT,
    open INTEGER NOT NULL DEFAULT 1,
    keep_days INTEGER NOT NULL DEFAULT 90,
    language TEXT NOT NULL DEFAULT 'en',
    settings TEXT NOT NULL,
    UNIQUE (guild_id, name)
);
INSERT INTO letterbox_new (id, guild_id, letters_id, desk_id, mature_id, open, keep_days, language, settings)
SELECT id, guild_id, letters_id, desk_id, mature_id, open, keep_days, language, json_object(
    'categories', json(categories),
    'limits', json_object(
        'waiting', waiting_limit, 'daily', daily_limit, 'responses', response_limit,
        'account_days', account_days, 'member_hours', member_hours
    ),
    'refused', json(refused_words),
    'flagged', json(flagged_words),
    'links', link_rule,
    'collection', collection,
    'notice_delay', notice_delay
)
FROM letterbox;
DROP TABLE letterbox;
ALTER TABLE letterbox_new RENAME TO letterbox;
