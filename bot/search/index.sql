-- The statements of `index.py`, for SQLite alone (as old as 3.40): they run in memory, on one letterbox's letters.

-- name: make_words()!
-- What letters are found by. The text itself is not kept: whoever shows a letter reads it in the database.
CREATE VIRTUAL TABLE words USING fts5 (title, text, forms, content = '', tokenize = 'ascii');

-- name: merge_rarely()!
-- Pieces are merged when there are sixteen of a size, and by `settle`: filling takes two thirds of the time.
INSERT INTO words (words, rank) VALUES ('automerge', 0);

-- name: make_counted()!
-- In how many letters a term is.
CREATE VIRTUAL TABLE counted USING fts5vocab (words, 'row');

-- name: make_letter()!
-- What can be asked for beside words. `packed` is what `words` holds of it: to take that out, it has to be said again.
CREATE TABLE letter (
    place INTEGER PRIMARY KEY, -- in `words`: in the order in which they came
    id INTEGER NOT NULL UNIQUE,
    number INTEGER NOT NULL,
    category TEXT,
    rating TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    packed BLOB NOT NULL
);

-- name: make_by_number()!
CREATE INDEX letter_by_number ON letter (number);

-- name: next_place()$
SELECT COALESCE(MAX(place), 0) + 1 FROM letter;

-- name: add_words(place, title, text, forms)!
INSERT INTO words (rowid, title, text, forms) VALUES (:place, :title, :text, :forms);

-- name: add_letter(place, id, number, category, rating, published_at, channel_id, packed)!
INSERT INTO letter (place, id, number, category, rating, published_at, channel_id, packed)
VALUES (:place, :id, :number, :category, :rating, :published_at, :channel_id, :packed);

-- name: placed(id)^
SELECT place, packed FROM letter WHERE id = :id;

-- name: drop_words(place, title, text, forms)!
INSERT INTO words (words, rowid, title, text, forms) VALUES ('delete', :place, :title, :text, :forms);

-- name: drop_letter(place)!
DELETE FROM letter WHERE place = :place;

-- name: settle()!
-- Until then, a term of a letter that was taken out may still be there, together with a note that it is not.
INSERT INTO words (words) VALUES ('optimize');

-- name: oldest(limit)
SELECT id FROM letter ORDER BY number LIMIT :limit;

-- name: seen(channels, adults)$
-- How many letters stand in these channels.
SELECT COUNT(*) FROM letter
WHERE channel_id IN (SELECT value FROM json_each(:channels)) AND (:adults OR rating = 'sfw');

-- name: newest(channels, adults, limit)
SELECT id, number, 0 AS score FROM letter
WHERE channel_id IN (SELECT value FROM json_each(:channels)) AND (:adults OR rating = 'sfw')
ORDER BY number DESC LIMIT :limit;

-- name: find(asked, since, until, category, adults, channels, limit)
-- The best first; of those that are as good, the newest.
SELECT letter.id, letter.number, bm25(words, 4.0, 1.0, 0.5) AS score FROM words JOIN letter ON letter.place = words.rowid
WHERE words MATCH :asked
    AND letter.published_at BETWEEN :since AND :until
    AND (:category IS NULL OR letter.category = :category)
    AND (:adults OR letter.rating = 'sfw')
    AND letter.channel_id IN (SELECT value FROM json_each(:channels))
ORDER BY score, letter.number DESC LIMIT :limit;

-- name: find_newest(asked, since, until, category, adults, channels, limit)
-- The newest first, where what is asked for is in nearly all of them.
SELECT letter.id, letter.number, 0 AS score FROM words JOIN letter ON letter.place = words.rowid
WHERE words MATCH :asked
    AND letter.published_at BETWEEN :since AND :until
    AND (:category IS NULL OR letter.category = :category)
    AND (:adults OR letter.rating = 'sfw')
    AND letter.channel_id IN (SELECT value FROM json_each(:channels))
ORDER BY letter.number DESC LIMIT :limit;

-- name: counted(term)$
SELECT doc FROM counted WHERE term = :term;

-- name: alike(asked, rating, but, limit)
SELECT letter.id, letter.number, letter.packed FROM words JOIN letter ON letter.place = words.rowid
WHERE words MATCH :asked AND letter.rating = :rating AND letter.id <> :but
ORDER BY bm25(words, 2.0, 1.0, 0.0), letter.number DESC LIMIT :limit;
