-- Letters that wait keep the second at which they were sent: what rounds the others each hour looked through all of
-- them. And whoever looks through all authors reads them side by side, not each from its letter.
DROP INDEX letter_to_round;
CREATE INDEX letter_to_round ON letter (submitted_at)
    WHERE submitted_at <> submitted_at / 86400 * 86400 AND state NOT IN ('posted', 'held');
DROP INDEX letter_known;
CREATE INDEX letter_known ON letter (id, guild_id, sealed_author) WHERE sealed_author IS NOT NULL;
