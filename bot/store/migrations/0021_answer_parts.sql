-- An answer follows every direct message that it came from: there may be several, each with a part of it.
CREATE TABLE answer_part (
    response_id BIGINT NOT NULL REFERENCES response (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    sealed_text BLOB,
    source_tag BLOB,
    PRIMARY KEY (response_id, position)
);
CREATE INDEX answer_part_by_source ON answer_part (source_tag) WHERE source_tag IS NOT NULL;
INSERT INTO answer_part SELECT id, 0, NULL, source_tag FROM response WHERE source_tag IS NOT NULL;
DROP INDEX response_by_source;
ALTER TABLE response DROP COLUMN source_tag;
