-- What processes ask each other about somebody, and what they answer.
CREATE TABLE question (
    id BIGINT PRIMARY KEY,
    sealed_about BLOB NOT NULL,
    asked_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE TABLE answer (
    question_id BIGINT NOT NULL REFERENCES question (id) ON DELETE CASCADE,
    shard BIGINT NOT NULL,
    sealed_found BLOB NOT NULL,
    PRIMARY KEY (question_id, shard)
) WITHOUT ROWID;
