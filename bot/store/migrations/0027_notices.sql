-- How often an author hears of responses to a letter, and whether they were told that they are forgotten soon.
ALTER TABLE letter ADD COLUMN tell_every INTEGER NOT NULL DEFAULT 0;
ALTER TABLE letter ADD COLUMN end_told INTEGER NOT NULL DEFAULT 0;
CREATE INDEX letter_to_announce ON letter (letterbox_id, since)
    WHERE since IS NOT NULL AND state IN ('published', 'removed') AND end_told = 0;
