-- Identities end. A letterbox chooses how long its published letters have an author; whoever was forgotten is NULL.
-- (SQLite cannot make a column nullable, and to make a table anew would delete all that refers to it: so each column
-- is made anew.)

ALTER TABLE letterbox ADD COLUMN keep_days INTEGER NOT NULL DEFAULT 90;

DROP INDEX letter_by_author;
ALTER TABLE letter ADD COLUMN known_author BLOB;
ALTER TABLE letter ADD COLUMN known_tag BLOB;
UPDATE letter SET known_author = sealed_author, known_tag = author_tag;
ALTER TABLE letter DROP COLUMN sealed_author;
ALTER TABLE letter DROP COLUMN author_tag;
ALTER TABLE letter RENAME COLUMN known_author TO sealed_author;
ALTER TABLE letter RENAME COLUMN known_tag TO author_tag;
CREATE INDEX letter_by_author ON letter (author_tag) WHERE author_tag IS NOT NULL;

ALTER TABLE response ADD COLUMN known_tag BLOB;
UPDATE response SET known_tag = responder_tag;
ALTER TABLE response DROP COLUMN responder_tag;
ALTER TABLE response RENAME COLUMN known_tag TO responder_tag;
CREATE INDEX response_by_responder ON response (responder_tag) WHERE responder_tag IS NOT NULL;

ALTER TABLE pen_name ADD COLUMN known_tag BLOB;
UPDATE pen_name SET known_tag = owner_tag;
ALTER TABLE pen_name DROP COLUMN owner_tag;
ALTER TABLE pen_name RENAME COLUMN known_tag TO owner_tag;
CREATE INDEX pen_name_by_owner ON pen_name (owner_tag) WHERE owner_tag IS NOT NULL;

CREATE INDEX report_by_reporter ON report (reporter_tag);

-- Whom a message about no letter in particular goes to, so that it can be found and dropped.
ALTER TABLE delivery ADD COLUMN person_tag BLOB;
CREATE INDEX delivery_by_person ON delivery (person_tag) WHERE person_tag IS NOT NULL;
