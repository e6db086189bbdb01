-- When the response count under a letter was last edited: it is right by few edits, also after a restart.
ALTER TABLE letter ADD COLUMN counted_at BIGINT;
