"""The post: how what was written to the outbox reaches Discord exactly once."""
