-- name: add_question(question_id, about, now)!
INSERT INTO question (id, sealed_about, asked_at) VALUES (:question_id, :about, :now);

-- name: question(question_id)$
SELECT sealed_about FROM question WHERE id = :question_id;

-- name: add_answer(question_id, shard, found)!
-- To a question that is still there, once.
INSERT INTO answer (question_id, shard, sealed_found) SELECT :question_id, :shard, :found
WHERE EXISTS (SELECT 1 FROM question WHERE id = :question_id) ON CONFLICT DO NOTHING;

-- name: answers(question_id)
SELECT * FROM answer WHERE question_id = :question_id;

-- name: drop_question(question_id)!
-- Its answers go with it.
DELETE FROM question WHERE id = :question_id;

-- name: drop_old_questions(until)!
DELETE FROM question WHERE asked_at <= :until;
