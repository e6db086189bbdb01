"""The database. Rows become frozen dataclasses here, and text is sealed on its way in and opened on its way out.

Begin with `engine` (the store and its transactions), then `tx` and one pair of `queries/*.sql` and `tables/*.py`.
"""
