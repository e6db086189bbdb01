-- What its author deleted while a letter was not theirs to change: it is gone when the letter comes back to them.
ALTER TABLE part ADD COLUMN taken_back INTEGER NOT NULL DEFAULT 0;
ALTER TABLE picture ADD COLUMN taken_back INTEGER NOT NULL DEFAULT 0;
