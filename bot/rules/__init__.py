"""May this enter, and what does it tell: pure, no I/O."""
