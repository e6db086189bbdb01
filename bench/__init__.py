"""What a letter costs, compared with the smallest bot that makes the same requests: `python -m bench`. See
`README.md`."""
