"""What people read on a letterbox's panel, and when they press there."""

from __future__ import annotations

from bot.language import Sentence

TITLE = Sentence("Letters nobody signs")
TEXT = Sentence(
    "Write a letter here without your name. Press **Write a letter**: only you see what follows. Nobody who reads it "
    "learns whose it is."
)
WRITE, ABOUT = Sentence("Write a letter"), Sentence("What is this?")
WAYS = Sentence(
    "Your letter to {place}: only you see this.\n"
    "**In a form** you write it here, at once, with up to 4 pictures.\n"
    "**In direct messages** I send you a draft: there is room for a long letter, in several messages and with pictures."
)
BY_FORM, BY_MESSAGE = Sentence("In a form"), Sentence("In direct messages")
POSTED = Sentence("The panel of {name} will stand in {channel} in a moment. Delete it like any message.")
