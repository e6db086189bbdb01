-- A letter may be put off to a day of its author's choice.
ALTER TABLE letter ADD COLUMN publish_on BIGINT;
