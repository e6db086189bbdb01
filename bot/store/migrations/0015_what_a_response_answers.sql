-- Which response a response answers, by its number under the letter, where somebody replied to it.
ALTER TABLE response ADD COLUMN answers BIGINT;
