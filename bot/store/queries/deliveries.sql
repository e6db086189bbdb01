-- name: enqueue(lane, rate_limit_key, kind, letter_id, subject_id, payload, nonce, now, not_before, guild_id, once)^
-- With `once`, not beside such a one that nobody is sending: it reads what it shows when it leaves.
INSERT INTO delivery (
    lane, rate_limit_key, kind, letter_id, subject_id, sealed_payload, nonce, created_at, not_before, guild_id
)
SELECT
    :lane, :rate_limit_key, :kind, :letter_id, :subject_id, :payload, :nonce, :now, :not_before,
    COALESCE(CAST(:guild_id AS BIGINT), (SELECT guild_id FROM letter WHERE id = CAST(:letter_id AS BIGINT)))
WHERE :once = 0
    OR NOT EXISTS (
        SELECT 1 FROM delivery AS other WHERE other.lane = :lane AND other.kind = :kind AND other.worker IS NULL
            AND COALESCE(other.subject_id, 0) = COALESCE(CAST(:subject_id AS BIGINT), 0)
    )
RETURNING guild_id;

-- name: payloads(kind)
-- The payloads of the deliveries of one kind.
SELECT id, nonce, sealed_payload FROM delivery WHERE kind = :kind AND sealed_payload IS NOT NULL;

-- name: supersede(letter_id, kind, subject_id)!
-- Another takes the place of those that nobody is sending.
DELETE FROM delivery WHERE letter_id = :letter_id AND kind = :kind AND subject_id = :subject_id AND worker IS NULL;

-- name: due(now, shards, first, last, at_once, worker)
-- The first delivery of each rate limit key that is due, unclaimed and first in its lane, if none of that key is under
-- way; of the empty key (shared with nobody) as many as find room within `at_once`. The recursion goes from key to key,
-- and within a key from what has been due longest, so that a thousand that wait under one key are not looked at.
-- What is put off holds up its lane, but neither what is parked nor these three, nor do these wait for it: whatever
-- comes first, they leave the same. Two of a lane are never under way together.
-- Only what belongs to these shards: all of one key belong to one server, so one is looked at.
WITH RECURSIVE found (name) AS (
    SELECT MIN(rate_limit_key) FROM delivery
    UNION ALL
    SELECT (SELECT MIN(rate_limit_key) FROM delivery WHERE rate_limit_key > found.name)
    FROM found WHERE found.name IS NOT NULL
)
SELECT id, lane, kind, rate_limit_key FROM delivery WHERE id IN (
    SELECT (
        SELECT first.id FROM delivery AS first
        WHERE first.rate_limit_key = found.name AND first.not_before <= :now
            AND (first.lease_until IS NULL OR first.lease_until <= :now)
            AND NOT EXISTS (
                SELECT 1 FROM delivery AS before WHERE before.lane = first.lane AND before.id < first.id
                    AND (before.not_before <= :now OR (before.parked IS NULL
                        AND before.kind NOT IN ('take-down', 'refresh', 'response-edit')
                        AND first.kind NOT IN ('take-down', 'refresh', 'response-edit')))
            )
            AND NOT EXISTS (
                SELECT 1 FROM delivery AS busy
                WHERE busy.lane = first.lane AND busy.worker IS NOT NULL AND busy.lease_until > :now
            )
        ORDER BY first.not_before, first.id LIMIT 1
    )
    FROM found
    WHERE found.name <> '' AND NOT EXISTS (
        SELECT 1 FROM delivery AS claimed
        WHERE claimed.rate_limit_key = found.name AND claimed.worker IS NOT NULL AND claimed.lease_until > :now
    ) AND (:shards = 1 OR (
        SELECT (COALESCE(guild_id, 0) >> 22) % :shards FROM delivery WHERE rate_limit_key = found.name LIMIT 1
    ) BETWEEN :first AND :last)
) OR id IN (
    SELECT alone.id FROM delivery AS alone
    WHERE alone.rate_limit_key = '' AND alone.not_before <= :now
        AND (alone.lease_until IS NULL OR alone.lease_until <= :now)
        AND NOT EXISTS (SELECT 1 FROM delivery AS before WHERE before.lane = alone.lane AND before.id < alone.id)
        AND (:shards = 1 OR (COALESCE(alone.guild_id, 0) >> 22) % :shards BETWEEN :first AND :last)
    ORDER BY alone.not_before, alone.id
    LIMIT (
        SELECT CASE WHEN COUNT(*) < :at_once THEN :at_once - COUNT(*) ELSE 0 END FROM delivery AS claimed
        WHERE claimed.rate_limit_key = '' AND claimed.worker = :worker AND claimed.lease_until > :now
    )
)
ORDER BY id;

-- name: claim(worker, lease_until, delivery_id)^
UPDATE delivery SET attempts = attempts + 1, worker = :worker, lease_until = :lease_until
WHERE id = :delivery_id
RETURNING *,
    (SELECT number FROM letter WHERE letter.id = delivery.letter_id) AS letter_number,
    (SELECT letterbox_id FROM letter WHERE letter.id = delivery.letter_id) AS letter_letterbox,
    (SELECT turn FROM letter WHERE letter.id = delivery.letter_id) AS letter_turn,
    (SELECT value FROM remark WHERE name = 'restored') AS restored_turn;

-- name: next_due(deliveries_from, shards, first, last)$
-- When something is due next: a delivery of these shards that is first in its lane, or need not be, but none before
-- `deliveries_from`; a collection; the end of a discarded draft. The last number means never. What waits in its lane for
-- another process's delivery counts as due, so that this one looks again: nobody says when that is done.
SELECT MIN(at) FROM (
    SELECT CASE WHEN at > :deliveries_from THEN at ELSE :deliveries_from END AS at FROM (
        SELECT CASE WHEN lease_until > not_before THEN lease_until ELSE not_before END AS at FROM delivery AS due
        WHERE NOT EXISTS (
            SELECT 1 FROM delivery AS before WHERE before.lane = due.lane AND before.id < due.id
                AND before.parked IS NULL AND before.kind NOT IN ('take-down', 'refresh', 'response-edit')
                AND due.kind NOT IN ('take-down', 'refresh', 'response-edit')
                AND (:shards = 1 OR (COALESCE(before.guild_id, 0) >> 22) % :shards BETWEEN :first AND :last)
        ) AND (:shards = 1 OR (COALESCE(due.guild_id, 0) >> 22) % :shards BETWEEN :first AND :last)
        ORDER BY CASE WHEN lease_until > not_before THEN lease_until ELSE not_before END LIMIT 1
    ) AS first
    UNION ALL
    SELECT MIN(submitted_at) FROM letter WHERE state = 'posted'
    UNION ALL
    SELECT MIN(kept_until) FROM letter WHERE discarded = 1
    UNION ALL
    SELECT 9223372036854775807
) AS waiting;

-- name: rest(until, rate_limit_key)!
-- What shares its limit with a delivery that Discord puts off waits as long.
UPDATE delivery SET not_before = :until
WHERE rate_limit_key = :rate_limit_key AND not_before < :until AND worker IS NULL;

-- name: rests_until(rate_limit_key)$
SELECT COALESCE(MAX(not_before), 0) FROM delivery WHERE rate_limit_key = :rate_limit_key;

-- name: done(delivery_id)!
DELETE FROM delivery WHERE id = :delivery_id;

-- name: later(not_before, delivery_id)!
UPDATE delivery SET not_before = :not_before, worker = NULL, lease_until = NULL WHERE id = :delivery_id;

-- name: park(not_before, parked, delivery_id)!
UPDATE delivery SET not_before = :not_before, parked = :parked, worker = NULL, lease_until = NULL
WHERE id = :delivery_id;

-- name: parked_in(letterbox_id)
-- What waits in a letterbox until somebody puts something right, and what the desk reads of it.
SELECT delivery.letter_id, delivery.parked, letter.number FROM delivery JOIN letter ON letter.id = delivery.letter_id
WHERE delivery.parked IS NOT NULL AND +letter.letterbox_id = :letterbox_id ORDER BY letter.number, delivery.id;

-- name: try_again(now, letter_id)!
UPDATE delivery SET not_before = :now WHERE parked IS NOT NULL AND letter_id = :letter_id AND worker IS NULL;

-- name: cancel(letter_id, kind)!
-- One that was attempted stays: it may have taken effect although its answer was lost, and the next attempt looks.
DELETE FROM delivery WHERE letter_id = :letter_id AND kind = :kind AND attempts = 0;

-- name: put_off(at, letter_id, kind, subject_id)^
-- One that nobody has begun to send leaves then; it cannot have taken effect before.
UPDATE delivery SET not_before = :at, created_at = :at
WHERE letter_id = :letter_id AND kind = :kind AND attempts = 0
    AND COALESCE(subject_id, 0) = COALESCE(CAST(:subject_id AS BIGINT), 0)
RETURNING id;

-- name: release(worker)!
-- A clean stop gives back what it had claimed.
UPDATE delivery SET worker = NULL, lease_until = NULL WHERE worker = :worker;

-- name: holds(delivery_id, worker)$
SELECT COUNT(*) FROM delivery WHERE id = :delivery_id AND worker = :worker;

-- name: release_all(not_before, shards, first, last)!
UPDATE delivery SET worker = NULL, lease_until = NULL,
    not_before = CASE WHEN not_before > :not_before THEN not_before ELSE :not_before END
WHERE worker IS NOT NULL AND (COALESCE(guild_id, 0) >> 22) % :shards BETWEEN :first AND :last;
