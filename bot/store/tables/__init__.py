"""What is done to each table, in the order of a letter's life."""
