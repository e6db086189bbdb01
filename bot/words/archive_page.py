"""What readers of an archive's page read, outside Discord. No Markdown: these stand in HTML."""

from __future__ import annotations

from bot.language import Sentence
from bot.words import reader

TITLE = Sentence("Letters nobody signs")
ABOUT = Sentence("Anonymous letters, and what people answered.")
SKIP = Sentence("Skip to the text")
HOME, SEARCH, FEED = Sentence("All letters"), Sentence("Search"), Sentence("Feed")
FEED_OF = Sentence("Feed of “{category}”")
NEWEST, BY_CATEGORY, BY_MONTH = Sentence("Newest letters"), Sentence("To whom"), Sentence("By month")
COUNT = Sentence("{count} letter", "{count} letters")
EMPTY = Sentence("There are no letters here yet.")
PAGES, PAGE_OF = Sentence("Pages"), Sentence("Page {page} of {pages}")
NEWER, OLDER = Sentence("Newer letters"), Sentence("Older letters")
REVISED = Sentence("revised on {day}")
RESPONSES_TO = Sentence("{count} response to “{title}”", "{count} responses to “{title}”")
NO_RESPONSES = Sentence("No responses yet")
READER = Sentence("A reader")
IN_ANSWER = Sentence("in answer to response {number}")
NUMBERED = Sentence("Response {number}")
RELATED = reader.RELATED  #: the same on both
LEAVE_A_REPLY = Sentence("Leave a reply")
HOW_TO_REPLY = Sentence("Replies are given on Discord, in one’s own name or under a pen name.")
TO_THE_LETTER = Sentence("Open this letter on Discord")
WARNING = Sentence("Content warning: {warning}")
SHOW_LETTER = Sentence("Show the letter")
MATURE = Sentence("Not Safe for Work")
MATURE_NOTICE = Sentence("What follows is not safe for work. Show it only if you are an adult and want to read it.")
MATURE_LETTERS = Sentence("Letters that are Not Safe for Work")
SHOW_HIDDEN, HIDDEN = Sentence("Show hidden text"), Sentence("Hidden text")
HIDDEN_PICTURE = Sentence("Hidden picture")
FIND, WORDS = Sentence("Find"), Sentence("Words")
SEARCH_HINT = Sentence("Words of a letter or its title; the beginning of a word is enough.")
SEARCH_SCRIPT = Sentence("Searching needs JavaScript. Without it, the letters are listed by month and by category.")
FOUND_NONE, FOUND_ONE = Sentence("No letter has all of these words."), Sentence("1 letter")
FOUND_MANY = Sentence("{number} letters")
SEARCH_FAILED = Sentence("The search could not be loaded. Try again in a moment.")
MISSING_TITLE = Sentence("There is nothing here")
MISSING = Sentence("This letter may have been taken back by its author, or there never was one.")
FOOTER = Sentence("Nobody signs these letters. Written with Unsigned, on Discord.")
