-- name: enqueue(lane, rate_limit_key, kind, letter_id, subject_id, payload, nonce, now, not_before)!
INSERT INTO delivery (lane, rate_limit_key, kind, letter_id, subject_id, sealed_payload, nonce, created_at, not_before)
VALUES (:lane, :rate_limit_key, :kind, :letter_id, :subject_id, :payload, :nonce, :now, :not_before);

-- name: payloads(kind)
-- The payloads of the deliveries of one kind.
SELECT id, nonce, sealed_payload FROM delivery WHERE kind = :kind AND sealed_payload IS NOT NULL;

-- name: waiting(lane, kind)$
-- How many such deliveries nobody has begun to send: if there is one, another would add nothing.
SELECT COUNT(*) FROM delivery WHERE lane = :lane AND kind = :kind AND attempts = 0;

-- name: claim(worker, lease_until, now, at_once)^
-- The first delivery that is due, unclaimed, first in its lane, and whose rate limit key has room. A key has room for
-- one at a time, the empty key (shared with nobody) for `at_once`. The recursion goes from key to key, so that a
-- thousand deliveries that wait under one key are not looked at.
UPDATE delivery SET attempts = attempts + 1, worker = :worker, lease_until = :lease_until
WHERE id = (
    WITH RECURSIVE found (name) AS (
        SELECT MIN(rate_limit_key) FROM delivery
        UNION ALL
        SELECT (SELECT MIN(rate_limit_key) FROM delivery WHERE rate_limit_key > found.name)
        FROM found WHERE found.name IS NOT NULL
    )
    SELECT MIN(head.id) FROM (
        SELECT (
            SELECT due.id FROM delivery AS due
            WHERE due.rate_limit_key = found.name AND due.not_before <= :now
                AND (due.lease_until IS NULL OR due.lease_until <= :now)
                AND NOT EXISTS (SELECT 1 FROM delivery AS before WHERE before.lane = due.lane AND before.id < due.id)
            ORDER BY due.id LIMIT 1
        ) AS id
        FROM found
        WHERE CASE WHEN found.name = '' THEN :at_once ELSE 1 END > (
            SELECT COUNT(*) FROM delivery AS claimed
            WHERE claimed.rate_limit_key = found.name AND claimed.worker IS NOT NULL AND claimed.lease_until > :now
        )
    ) AS head
)
RETURNING *,
    (SELECT number FROM letter WHERE letter.id = delivery.letter_id) AS letter_number,
    (SELECT turn FROM letter WHERE letter.id = delivery.letter_id) AS letter_turn,
    (SELECT value FROM remark WHERE name = 'restored') AS restored_turn;

-- name: next_due()$
-- When something is due next: a delivery that is first in its lane, or a collection. The last number means never.
SELECT MIN(at) FROM (
    SELECT (
        SELECT CASE WHEN lease_until > not_before THEN lease_until ELSE not_before END FROM delivery AS due
        WHERE NOT EXISTS (SELECT 1 FROM delivery AS before WHERE before.lane = due.lane AND before.id < due.id)
        ORDER BY CASE WHEN lease_until > not_before THEN lease_until ELSE not_before END LIMIT 1
    ) AS at
    UNION ALL
    SELECT MIN(submitted_at) FROM letter WHERE state = 'posted'
    UNION ALL
    SELECT 9223372036854775807
) AS waiting;

-- name: done(delivery_id)!
DELETE FROM delivery WHERE id = :delivery_id;

-- name: later(not_before, delivery_id)!
UPDATE delivery SET not_before = :not_before, worker = NULL, lease_until = NULL WHERE id = :delivery_id;

-- name: cancel(letter_id, kind)!
-- One that was attempted stays: it may have taken effect although its answer was lost, and the next attempt looks.
DELETE FROM delivery WHERE letter_id = :letter_id AND kind = :kind AND attempts = 0;

-- name: release(worker)!
-- A clean stop gives back what it had claimed.
UPDATE delivery SET worker = NULL, lease_until = NULL WHERE worker = :worker;

-- name: release_all()!
UPDATE delivery SET worker = NULL, lease_until = NULL WHERE worker IS NOT NULL;
