-- What is due under a rate limit key is found without looking at what is not due yet.
DROP INDEX delivery_by_rate_limit_key;
CREATE INDEX delivery_by_rate_limit_key ON delivery (rate_limit_key, not_before, id);
