-- name: contents(letter_id)
-- A letter's parts, and everything about its pictures except their data, which may be megabytes.
SELECT 'part' AS kind, position, sealed_text, source_tag, NULL AS name, NULL AS sealed_attachment, NULL AS sealed_about
FROM part WHERE letter_id = :letter_id
UNION ALL
SELECT 'picture', position, NULL, source_tag, name, sealed_attachment, sealed_about
FROM picture WHERE letter_id = :letter_id;

-- name: drop_parts(letter_id)!
DELETE FROM part WHERE letter_id = :letter_id;

-- name: drop_some_parts(letter_id, first, last)!
DELETE FROM part WHERE letter_id = :letter_id AND position BETWEEN :first AND :last;

-- name: add_part(letter_id, position, text, source)!
INSERT INTO part (letter_id, position, sealed_text, source_tag)
VALUES (:letter_id, :position, :text, :source);

-- name: letter_from(source)$
-- The letter that a direct message went into, as text or as a picture.
SELECT letter_id FROM part WHERE source_tag = :source
UNION
SELECT letter_id FROM picture WHERE source_tag = :source
LIMIT 1;

-- name: pictures(letter_id)
SELECT * FROM picture WHERE letter_id = :letter_id ORDER BY position;

-- name: picture_count(letter_id)$
SELECT COUNT(*) FROM picture WHERE letter_id = :letter_id;

-- name: pictures_kept(letter_id)^
SELECT COUNT(*) AS pictures, COALESCE(SUM(LENGTH(sealed_data)), 0) AS bytes FROM picture WHERE letter_id = :letter_id;

-- name: add_picture(letter_id, name, data, source, attachment, about)!
INSERT INTO picture (letter_id, position, name, sealed_data, source_tag, sealed_attachment, sealed_about)
SELECT :letter_id, COALESCE(MAX(position) + 1, 0), :name, :data, :source, :attachment, :about
FROM picture WHERE letter_id = :letter_id;

-- name: describe_picture(about, letter_id, position)!
UPDATE picture SET sealed_about = :about WHERE letter_id = :letter_id AND position = :position;

-- name: drop_picture(letter_id, position)!
DELETE FROM picture WHERE letter_id = :letter_id AND position = :position;

-- name: drop_pictures(letter_id, source)!
DELETE FROM picture WHERE letter_id = :letter_id AND source_tag = :source;

-- name: take_back_part(letter_id, source)!
UPDATE part SET taken_back = 1 WHERE letter_id = :letter_id AND source_tag = :source;

-- name: take_back_pictures(letter_id, source)!
UPDATE picture SET taken_back = 1 WHERE letter_id = :letter_id AND source_tag = :source;

-- name: taken_back(letter_id)
SELECT source_tag FROM part WHERE letter_id = :letter_id AND taken_back = 1 AND source_tag IS NOT NULL
UNION
SELECT source_tag FROM picture WHERE letter_id = :letter_id AND taken_back = 1 AND source_tag IS NOT NULL;

-- name: pages(letter_id)
SELECT position, message_id FROM page WHERE letter_id = :letter_id ORDER BY position;

-- name: add_page(letter_id, position, message_id)!
INSERT INTO page (letter_id, position, message_id) VALUES (:letter_id, :position, :message_id)
ON CONFLICT (letter_id, position) DO UPDATE SET message_id = excluded.message_id;

-- name: forget_pages(letter_id, first)!
-- Those from this position on.
DELETE FROM page WHERE letter_id = :letter_id AND position >= :first;
