-- What a letterbox lets in: limits, words, links. And who may not write for a while.

ALTER TABLE letterbox ADD COLUMN waiting_limit INTEGER NOT NULL DEFAULT 1; -- letters of one person that wait
ALTER TABLE letterbox ADD COLUMN daily_limit INTEGER NOT NULL DEFAULT 3; -- letters of one person a day
ALTER TABLE letterbox ADD COLUMN response_limit INTEGER NOT NULL DEFAULT 5; -- responses of one person a minute
ALTER TABLE letterbox ADD COLUMN account_days INTEGER NOT NULL DEFAULT 0; -- how old an account must be
ALTER TABLE letterbox ADD COLUMN member_hours INTEGER NOT NULL DEFAULT 0; -- how long one must be a member
ALTER TABLE letterbox ADD COLUMN refused_words TEXT NOT NULL DEFAULT '[]'; -- a JSON list
ALTER TABLE letterbox ADD COLUMN flagged_words TEXT NOT NULL DEFAULT '[]'; -- a JSON list
ALTER TABLE letterbox ADD COLUMN link_rule TEXT NOT NULL DEFAULT 'allow' CHECK (link_rule IN ('allow', 'flag', 'refuse'));

-- Somebody who may write nothing anonymous in this server. It keeps a mark of its own and no reference to what it was
-- set on, which may expire or be forgotten.
CREATE TABLE block (
    guild_id BIGINT NOT NULL REFERENCES guild (id),
    letter_id BIGINT NOT NULL, -- what it was set on
    response BIGINT NOT NULL, -- 0: on the letter itself
    person_tag BLOB NOT NULL, -- as an author or as a responder in this server
    until BIGINT, -- NULL: without end
    sealed_reason BLOB,
    sealed_moderator BLOB NOT NULL,
    PRIMARY KEY (letter_id, response)
);
CREATE INDEX block_by_person ON block (person_tag);
