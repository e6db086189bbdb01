"""The typed methods of a transaction, one module for each subject; `queries/` has the statements under their names."""
