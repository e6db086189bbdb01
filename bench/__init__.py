"""What a letter costs, beside the smallest bot that makes the same requests: `python -m bench`. See `README.md`."""
