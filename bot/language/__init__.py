"""Sentences as values: they become text where they are shown, in the language of whoever reads them.

The English text is the key, as in gettext: `Sentence("Letter {number}").format(number=3)` is letter 3 in every
language, and `Sentence("{count} letter", "{count} letters").format(count=3)` takes the plural form that the language
needs. A value that is put in may be somebody's own words (`str`), a numeral (`int`), or anything else that can be said.

A catalogue to translate is made with one command, from the project's folder: `python -m translate de`
(docs/translating.md). Nothing is compiled: the `.po` file that translators edit is the one that is read.

`spoken` has the languages, `sentence` and `values` what can be said in them, `lengths` what of it may be shortened,
`packed` what is stored and said later.
"""

# pyright: reportUnusedImport=false

from bot.language.lengths import Excerpt, Several, fitted
from bot.language.packed import Packed, language_in, opened, pack, unpacked
from bot.language.sentence import Sentence, whole
from bot.language.spoken import (
    ENGLISH,
    Language,
    Said,
    every_language,
    language_of,
    renderings,
)
from bot.language.values import Day, Joined, Listed, Number, Size, Span, day, day_of, lines
