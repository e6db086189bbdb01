-- A discarded draft can be had back for a minute. A letter that is sent again gets a new card at the desk, which says what
-- changed since the desk read it.
ALTER TABLE letter ADD COLUMN discarded INTEGER NOT NULL DEFAULT 0;
CREATE INDEX letter_discarded ON letter (kept_until) WHERE discarded = 1;
ALTER TABLE letter ADD COLUMN desk_before BIGINT;
ALTER TABLE letter ADD COLUMN sealed_seen BLOB;
