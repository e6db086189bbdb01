-- What waits for somebody at a letterbox's desk.

-- name: queue_of(letterbox_id)
-- One that was sent again and waits for its collection still looks returned. Reports are one server's.
SELECT id, number, letterbox_id, 'waiting' AS pile, submitted_at AS since FROM letter
WHERE letterbox_id = :letterbox_id AND state = 'held'
UNION ALL
SELECT id, number, letterbox_id, 'returned',
    COALESCE((SELECT MAX(at) FROM decision WHERE letter_id = letter.id AND verb = 'return'), 0)
FROM letter WHERE letterbox_id = :letterbox_id AND state IN ('draft', 'returned') AND +number IS NOT NULL
UNION ALL
SELECT id, number, letterbox_id, 'returned',
    COALESCE((SELECT MAX(at) FROM decision WHERE letter_id = letter.id AND verb = 'return'), 0)
FROM letter WHERE letterbox_id = :letterbox_id AND state = 'posted' AND +number IS NOT NULL
UNION ALL
SELECT letter.id, letter.number, letter.letterbox_id, 'reported',
    (SELECT MIN(at) FROM report WHERE report.letter_id = letter.id AND report.sealed_reason IS NOT NULL)
FROM letter WHERE +letter.letterbox_id = :letterbox_id AND letter.id IN (
    SELECT report.letter_id FROM report
    WHERE report.guild_id = (SELECT guild_id FROM letterbox WHERE letterbox.id = :letterbox_id)
        AND report.sealed_reason IS NOT NULL
);
