"""Everything that people touch, wired."""

from __future__ import annotations

from collections.abc import Sequence

from discord.ext import commands

from bot.host.picture_pool import PicturePool
from bot.life.office import Office
from bot.post.courier import Courier
from bot.post.worker import Deliveries
from cogs._namesakes import Namesakes
from cogs._reading import Uploads
from cogs.author import Author
from cogs.catching_up import CatchingUp
from cogs.desk import Desk
from cogs.editing import Editing
from cogs.intake import Intake
from cogs.letterbox import LetterboxCog
from cogs.menus import Menus
from cogs.mine import Mine
from cogs.panel import Panel
from cogs.replies import Replies
from cogs.threads import Threads
from cogs.upkeep import Upkeep


def all_cogs(
    bot: commands.Bot,
    office: Office,
    courier: Courier,
    deliveries: Deliveries,
    pictures: PicturePool,
    *,
    mature: bool,
) -> Sequence[commands.Cog]:
    """Returns the cogs; `mature`: whether letters that are Not Safe for Work are taken at all."""
    intake = Intake(bot, office, courier, pictures)
    namesakes = Namesakes()
    threads = Threads(bot, office, courier, namesakes)
    upkeep, mine = Upkeep(bot, office), Mine(bot, office, courier)
    uploads = Uploads(office, pictures)
    return (
        intake,
        Editing(office, courier, deliveries, uploads),
        mine,
        Author(office, courier, deliveries, mine),
        Panel(office, courier, deliveries, uploads),
        Desk(office),
        Replies(office, courier),
        threads,
        Menus(bot, office, threads),
        namesakes,
        LetterboxCog(bot, office, mature=mature),
        upkeep,
        CatchingUp(bot, office, intake.missed, threads, upkeep),
    )
