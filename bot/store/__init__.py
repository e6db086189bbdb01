"""The database. Rows become frozen dataclasses here, and text is sealed on its way in and opened on its way out.

Begin with `engine` (what every store does), then `sqlite`, `tx` and one pair of `queries/*.sql` and `tables/*.py`.
"""
