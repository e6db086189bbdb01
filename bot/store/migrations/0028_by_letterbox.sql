-- What waits is found by its letterbox, of which a server may have several.
DROP INDEX letter_sent;
CREATE INDEX letter_sent ON letter (letterbox_id, submitted_at) WHERE submitted_at IS NOT NULL;
DROP INDEX letter_waiting;
CREATE INDEX letter_waiting ON letter (letterbox_id, submitted_at, number, id) WHERE state = 'held';
DROP INDEX letter_posted_in;
CREATE INDEX letter_posted_in ON letter (letterbox_id, submitted_at) WHERE state = 'posted';
DROP INDEX letter_open_in;
CREATE INDEX letter_open_in ON letter (letterbox_id, id) WHERE state IN ('draft', 'returned');
DROP INDEX letter_for_desk;
CREATE INDEX letter_for_desk ON letter (letterbox_id, number)
    WHERE state = 'held' OR trouble IS NOT NULL OR desk_behind = 1;
DROP INDEX letter_behind;
CREATE INDEX letter_behind ON letter (letterbox_id, number) WHERE desk_behind = 1;
