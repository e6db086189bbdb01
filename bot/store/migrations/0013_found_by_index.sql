-- Every statement finds what it needs by an index, however much the database holds.

-- From when a letter's time runs, so that nobody has to look through its responses and decisions to find out.
ALTER TABLE letter ADD COLUMN since BIGINT;
UPDATE letter SET since = COALESCE(
    (SELECT MAX(at) FROM response WHERE letter_id = letter.id), published_at, submitted_at
)
WHERE state IN ('published', 'removed')
    AND (sealed_author IS NOT NULL
        OR EXISTS (SELECT 1 FROM response WHERE letter_id = letter.id AND sealed_mark IS NOT NULL)
        OR EXISTS (SELECT 1 FROM pen_name WHERE letter_id = letter.id AND sealed_owner IS NOT NULL)
        OR EXISTS (SELECT 1 FROM report WHERE letter_id = letter.id AND sealed_reporter IS NOT NULL));
UPDATE letter SET since = COALESCE(
    (SELECT MAX(at) FROM decision WHERE letter_id = letter.id AND verb IN ('reject', 'withdraw')), submitted_at
)
WHERE state IN ('rejected', 'withdrawn') AND (sealed_author IS NOT NULL OR sealed_title IS NOT NULL);
CREATE INDEX letter_to_forget ON letter (letterbox_id, since)
    WHERE since IS NOT NULL AND state IN ('published', 'removed');
CREATE INDEX letter_to_empty ON letter (since) WHERE since IS NOT NULL AND state IN ('rejected', 'withdrawn');

DROP INDEX letter_waiting;
CREATE INDEX letter_waiting ON letter (guild_id, submitted_at, number) WHERE state = 'held';
DROP INDEX letter_posted;
CREATE INDEX letter_posted ON letter (submitted_at, id) WHERE state = 'posted';
CREATE INDEX letter_posted_in ON letter (guild_id, submitted_at) WHERE state = 'posted';
DROP INDEX letter_by_end;
CREATE INDEX letter_by_end ON letter (kept_until, id) WHERE kept_until IS NOT NULL;
CREATE INDEX letter_to_remind ON letter (kept_until, id) WHERE kept_until IS NOT NULL AND reminded = 0;
CREATE INDEX letter_open_in ON letter (guild_id, id) WHERE state IN ('draft', 'returned');
CREATE INDEX letter_live ON letter (published_at, id) WHERE state = 'published' AND sealed_author IS NOT NULL;
CREATE INDEX letter_published_in ON letter (channel_id, number) WHERE state = 'published';
CREATE INDEX letter_for_desk ON letter (guild_id, number)
    WHERE state = 'held' OR trouble IS NOT NULL OR desk_behind = 1;
CREATE INDEX letter_behind ON letter (guild_id, number) WHERE desk_behind = 1;
CREATE INDEX letter_card ON letter (desk_message_id) WHERE state = 'held' AND desk_message_id IS NOT NULL;
CREATE INDEX letter_to_round ON letter (submitted_at) WHERE submitted_at <> submitted_at / 86400 * 86400;
CREATE INDEX letter_known ON letter (id) WHERE sealed_author IS NOT NULL;

CREATE INDEX notice_unmarked ON notice (id) WHERE message_tag IS NULL AND sealed_message IS NOT NULL;

-- The server of the letter that is reported.
ALTER TABLE report ADD COLUMN guild_id BIGINT REFERENCES guild (id);
UPDATE report SET guild_id = (SELECT guild_id FROM letter WHERE letter.id = report.letter_id);
CREATE INDEX report_open ON report (guild_id, letter_id) WHERE sealed_reason IS NOT NULL;

CREATE INDEX delivery_by_letter ON delivery (letter_id, kind) WHERE letter_id IS NOT NULL;
CREATE INDEX delivery_with_payload ON delivery (kind) WHERE sealed_payload IS NOT NULL;
CREATE INDEX delivery_by_due ON delivery (CASE WHEN lease_until > not_before THEN lease_until ELSE not_before END);

CREATE INDEX block_by_end ON block (until) WHERE until IS NOT NULL;
