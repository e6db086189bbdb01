-- Who replied under a pen name and wants to hear of what is said in that thread.
CREATE TABLE listener (
    id BIGINT PRIMARY KEY,
    letter_id BIGINT NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    sealed_person BLOB NOT NULL,
    told BIGINT NOT NULL
);
CREATE INDEX listener_by_letter ON listener (letter_id);
