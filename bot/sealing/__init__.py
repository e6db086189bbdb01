"""The seal, and where its keys live."""
