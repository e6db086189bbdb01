-- A response waits until it stands in the thread, and one that Discord refuses goes back to its writer. Until then it is
-- known how to reach them; those that wait already go without.
ALTER TABLE response ADD COLUMN state TEXT NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'stands', 'refused', 'gone'));
UPDATE response SET state = CASE WHEN deleted = 1 THEN 'gone' WHEN message_id IS NOT NULL THEN 'stands' ELSE 'waiting' END;
ALTER TABLE response DROP COLUMN deleted;
ALTER TABLE response ADD COLUMN sealed_writer BLOB;
CREATE INDEX response_waiting ON response (state) WHERE state = 'waiting';
