"""The group `/letter`. Several modules add to it: `author.py` is the cog that has them all."""

from discord import app_commands

from cogs._translator import described

LETTER = app_commands.Group(
    name="letter",
    description=described("letter"),
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
)
Number = app_commands.Range[int, 1, 2**31]
