-- Drafts end: each has a day until which it is kept, and whether its writer was reminded of it.

ALTER TABLE letter ADD COLUMN kept_until BIGINT;
ALTER TABLE letter ADD COLUMN reminded INTEGER NOT NULL DEFAULT 0;
UPDATE letter SET kept_until = (CAST(STRFTIME('%s', 'now') AS INTEGER) / 86400 + 31) * 86400
WHERE state IN ('draft', 'returned');
CREATE INDEX letter_by_end ON letter (kept_until) WHERE kept_until IS NOT NULL;
