-- Whether a letter may stand on the page of its letterbox's archive, and which members agree to stand there by name.
ALTER TABLE letter ADD COLUMN archive TEXT NOT NULL DEFAULT 'untold' CHECK (archive IN ('untold', 'told', 'out'));
CREATE INDEX letter_archived ON letter (guild_id, number) WHERE state = 'published' AND archive = 'told';
CREATE TABLE archive_name (
    id BIGINT PRIMARY KEY,
    guild_id BIGINT NOT NULL REFERENCES guild (id),
    sealed_mark BLOB NOT NULL
);
CREATE INDEX archive_name_in ON archive_name (guild_id);
