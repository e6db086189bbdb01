-- The processes that share the work, each with its shards; they share Discord's requests by how many are alive.
CREATE TABLE process (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    shards TEXT NOT NULL,
    turn BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
