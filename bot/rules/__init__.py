"""The rules: what may enter, and what in a text tells who wrote it. Pure functions, without I/O."""
