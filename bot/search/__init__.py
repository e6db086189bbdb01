"""Searching what is published: `terms` says what a text is found by, `index` holds one letterbox's letters in memory,
`shelves` all letterboxes'. Nothing of it is ever on the disk."""

#: How much like another a letter must be (`Hit.score`) to be linked to it; and to be taken for that one, told again.
LIKE, NEARLY_SAME = 0.12, 0.6
