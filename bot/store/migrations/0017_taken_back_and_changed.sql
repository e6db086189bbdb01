-- An answer follows the direct message that it came from, and a response can be changed by whoever wrote it: what it is
-- to say waits until Discord has taken it.
ALTER TABLE response ADD COLUMN source_tag BLOB;
ALTER TABLE response ADD COLUMN sealed_change BLOB;
CREATE INDEX response_by_source ON response (source_tag) WHERE source_tag IS NOT NULL;
