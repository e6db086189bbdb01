-- Moderators say who may respond to a letter. They remove a response and restore it; a response can be reported, and
-- whoever reported may hear what came of it: until then it is known, sealed, how to reach them.
ALTER TABLE letter ADD COLUMN replies TEXT NOT NULL DEFAULT 'anyone'
    CHECK (replies IN ('anyone', 'pen', 'author', 'closed'));
ALTER TABLE response ADD COLUMN removed_at BIGINT;
CREATE INDEX response_removed ON response (removed_at) WHERE removed_at IS NOT NULL;
ALTER TABLE report ADD COLUMN response BIGINT NOT NULL DEFAULT 0;
ALTER TABLE report ADD COLUMN sealed_hearer BLOB;
ALTER TABLE decision ADD COLUMN response BIGINT NOT NULL DEFAULT 0;
