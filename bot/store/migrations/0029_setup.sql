-- A letterbox is set up step by step: what was chosen so far survives a restart.

CREATE TABLE setup (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    chosen TEXT NOT NULL,
    UNIQUE (guild_id, name)
);
CREATE INDEX setup_by_time ON setup (begun_at);
