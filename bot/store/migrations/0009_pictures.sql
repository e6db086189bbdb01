-- What is known of a picture: the attachment that it was made from; whether it is behind a spoiler, and what it shows in
-- words.
ALTER TABLE picture ADD COLUMN sealed_attachment BLOB;
ALTER TABLE picture ADD COLUMN sealed_about BLOB;
