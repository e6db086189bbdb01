-- The log of a letterbox is read by index.
ALTER TABLE decision ADD COLUMN letterbox_id BIGINT REFERENCES letterbox (id);
UPDATE decision SET letterbox_id = (SELECT letterbox_id FROM letter WHERE letter.id = decision.letter_id);
CREATE INDEX decision_in ON decision (letterbox_id, id);
