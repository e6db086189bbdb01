"""The post: sends to Discord, exactly once, what was written to the outbox. Begin with `worker`."""
