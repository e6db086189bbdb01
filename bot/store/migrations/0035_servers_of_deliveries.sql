-- Where several processes share the work, each sends what belongs to the servers that it hears of.
ALTER TABLE delivery ADD COLUMN guild_id BIGINT;
UPDATE delivery SET guild_id = (SELECT guild_id FROM letter WHERE letter.id = delivery.letter_id);
