-- name: add_listener(listener_id, letter_id, person, told)!
INSERT INTO listener (id, letter_id, sealed_person, told) VALUES (:listener_id, :letter_id, :person, :told);

-- name: listener(listener_id)^
SELECT * FROM listener WHERE id = :listener_id;

-- name: listeners(letter_id)
SELECT * FROM listener WHERE letter_id = :letter_id;

-- name: all_listeners()
SELECT * FROM listener;

-- name: told_listener(person, told, listener_id)!
UPDATE listener SET sealed_person = :person, told = :told WHERE id = :listener_id;

-- name: drop_listener(listener_id)!
DELETE FROM listener WHERE id = :listener_id;

-- name: drop_listeners(letter_id)!
DELETE FROM listener WHERE letter_id = :letter_id;

-- name: responses_after(letter_id, number)
SELECT * FROM response WHERE letter_id = :letter_id AND number > :number ORDER BY number;
