-- What is known of a picture: the attachment that it was made from, whether it is behind a spoiler, what it shows in words.
ALTER TABLE picture ADD COLUMN sealed_about BLOB;
