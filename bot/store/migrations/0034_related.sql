-- Which published letter a letter's message links to, as the one most like it.
ALTER TABLE letter ADD COLUMN related_id BIGINT;
CREATE INDEX letter_related ON letter (related_id) WHERE related_id IS NOT NULL;
