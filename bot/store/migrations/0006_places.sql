-- What goes into a channel that others share goes one after another there, and holds up nothing that goes elsewhere.

ALTER TABLE delivery ADD COLUMN place TEXT NOT NULL DEFAULT ''; -- a kind within a server; '': shared with nobody
UPDATE delivery SET place = 'note' WHERE kind = 'note';
UPDATE delivery SET place = kind || ':' || (SELECT guild_id FROM letter WHERE id = delivery.letter_id)
WHERE kind NOT IN ('draft-card', 'note', 'notice', 'notice-edit')
    AND EXISTS (SELECT 1 FROM letter WHERE id = delivery.letter_id AND guild_id IS NOT NULL);
DROP INDEX delivery_due;
CREATE INDEX delivery_by_place ON delivery (place, id);
CREATE INDEX delivery_claimed ON delivery (place, lease_until) WHERE worker IS NOT NULL;
