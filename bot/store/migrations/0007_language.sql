-- The language that a letterbox's desk and its readers read, as Discord's code.
ALTER TABLE letterbox ADD COLUMN language TEXT NOT NULL DEFAULT 'en';
