-- What the bot needs to catch up after it was away: where people's direct messages are and how far they have been
-- handled; and to find what belongs to a message or a channel that is gone.

CREATE TABLE inbox (
    id BIGINT PRIMARY KEY,
    person_tag BLOB NOT NULL UNIQUE,
    sealed_place BLOB NOT NULL,
    until BIGINT
);
CREATE INDEX inbox_by_until ON inbox (until) WHERE until IS NOT NULL;

ALTER TABLE letter ADD COLUMN desk_behind INTEGER NOT NULL DEFAULT 0;
CREATE INDEX letter_by_message ON letter (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX letter_by_desk_message ON letter (desk_message_id) WHERE desk_message_id IS NOT NULL;
CREATE INDEX letter_by_report_message ON letter (report_message_id) WHERE report_message_id IS NOT NULL;
CREATE INDEX page_by_message ON page (message_id);
