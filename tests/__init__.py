"""Tests: `core` without I/O, `store` on each engine, `journeys` in a simulated Discord, `wire`
with the bot as a process."""
