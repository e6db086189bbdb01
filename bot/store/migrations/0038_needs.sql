-- Discord's requests are shared out by what each process needs.
ALTER TABLE process ADD COLUMN wants BIGINT NOT NULL DEFAULT 0;
ALTER TABLE process ADD COLUMN holds BIGINT NOT NULL DEFAULT 0;
