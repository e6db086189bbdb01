"""Unsigned: letters nobody signs. Start reading in `bot/post_office.py`."""

__version__ = "0.1.0"
