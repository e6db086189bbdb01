-- A letter may have a content warning; and what its author had chosen is kept where the desk changes it.
ALTER TABLE letter ADD COLUMN sealed_warning BLOB;
ALTER TABLE letter ADD COLUMN sealed_asked BLOB;
