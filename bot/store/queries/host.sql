-- name: post(now, stuck)^
-- `oldest` is since when the oldest waits; one that was put off on purpose waits only from its time on. What is parked
-- waits for somebody in its server, and neither is stuck nor grows old.
SELECT COUNT(*) AS total,
    COALESCE(SUM(CASE WHEN lease_until > :now THEN 1 ELSE 0 END), 0) AS in_flight,
    COALESCE(SUM(CASE WHEN attempts >= :stuck AND parked IS NULL THEN 1 ELSE 0 END), 0) AS stuck,
    MIN(CASE WHEN parked IS NOT NULL THEN NULL WHEN attempts > 0 THEN created_at WHEN not_before <= :now THEN not_before END) AS oldest
FROM delivery;

-- name: post_by_kind(now)
-- `oldest` as above.
SELECT kind, COUNT(*) AS deliveries,
    MIN(CASE WHEN parked IS NOT NULL THEN NULL WHEN attempts > 0 THEN created_at WHEN not_before <= :now THEN not_before END) AS oldest
FROM delivery GROUP BY kind ORDER BY kind;

-- name: stuck_deliveries(stuck)
SELECT delivery.id, delivery.kind, delivery.attempts, letter.number, letter.letterbox_id
FROM delivery LEFT JOIN letter ON letter.id = delivery.letter_id
WHERE delivery.attempts >= :stuck AND delivery.parked IS NULL ORDER BY delivery.id;

-- name: waiting_at_desks()
SELECT id, (SELECT COUNT(*) FROM letter WHERE letterbox_id = letterbox.id AND state = 'held') AS letters
FROM letterbox ORDER BY id;

-- name: letters_by_state()
SELECT state, COUNT(*) AS letters FROM letter GROUP BY state ORDER BY state;

-- name: count_letters()$
SELECT COUNT(*) FROM letter;
