"""Unsigned: letters nobody signs. Start reading in `bot/life/__init__.py`."""

__version__ = "0.1.0"
