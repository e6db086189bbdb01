-- Names that say what they are.
ALTER TABLE notice RENAME COLUMN sealed_place TO sealed_message;
ALTER TABLE inbox RENAME COLUMN sealed_place TO sealed_position;
ALTER TABLE delivery RENAME COLUMN place TO rate_limit_key;
DROP INDEX delivery_by_place;
CREATE INDEX delivery_by_rate_limit_key ON delivery (rate_limit_key, id);
