"""Tests: `core` without I/O, `store` on every engine, `journeys` in a simulated Discord, `wire` in another process."""
