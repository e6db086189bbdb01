"""What has to leave a site first: whatever tells of letters that may be shown no more.

Their pages and pictures are deleted, and what stands of them on other pages (`data-letter`) is cut out there: lists
stay readable while the site is written anew. Feeds and the data of the search, which hold their words, are written
anew.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.archive.folder import Folder

#: Files that belong to one letter: its page and its pictures.
_OF_LETTER = re.compile(r"(?:mature/)?(?:letter|image)/(\d+)\b")
#: Files that hold the words of many letters: feeds, and the data of the search.
_WITH_WORDS = re.compile(r"(?:mature/)?(?:search/|(?:category/.+|feed)\.xml$)")
#: What tells of a letter on a list, or on the page of a letter like it. All that it holds of a letter is escaped, and
#: no text of a letter has such an attribute.
_TOLD = re.compile(r"<(li|aside) data-letter=\"(\d+)\".*?</\1>\n?", re.DOTALL)


def take_away(folder: Folder, shown: Collection[int]) -> None:
    """Takes away what tells of letters that are none of those `shown`, by number. Killed anywhere, the next run does
    the rest: until one is complete, the folder knows what was made of them. Raises SettingError."""
    numbers = {name: int(of[1]) for name in folder.names if (of := _OF_LETTER.match(name)) is not None}
    gone = {name for name, number in numbers.items() if number not in shown}
    if not gone:
        return
    folder.drop(name for name in folder.names if _WITH_WORDS.match(name))
    left = {str(numbers[name]) for name in gone}
    for name in folder.names - gone:
        if name.endswith(".html"):
            folder.edit(name, lambda page: _TOLD.sub(lambda told: "" if told[2] in left else told[0], page))
    folder.drop(gone)
