"""Finds postal addresses: a house number with a street as it is written in several languages, and postcodes that can
be nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.rules.trace_kinds import Span

#: A word of a street's name, capitalised: "Elm", "St.", "O'Connell", "de la".
_NAME = r"[A-ZÄÖÜÀ-Þ][\w’'-]{1,24}\.?"
_OF = r"(?:de|del|della|delle|des|di|do|dos|da|du|la|las|le|les|los|l['’])"
_NUMBER = r"(?<![\w$€£#.,:/-])\d{1,5}[A-Za-z]?(?:[-/]\d{1,4})?"
#: Streets, as they stand after their name; those that are words of their own need a town or a postcode behind them.
_STREET = r"(?:(?:Street|Road|Avenue|Lane|Boulevard|Crescent|Terrace)\b|(?:Rd|Ave|Blvd|Ln|Cres)\b\.?)"
_OTHER_STREET = r"(?:St|Dr|Ct|Pl|Sq|Drive|Court|Place|Square|Close|Way|Gardens|Grove|Row|Walk|Mews)\b\.?"
_TOWN = rf"(?:,? ?\n|, ){_NAME}"
_PATTERNS = (
    # 12 Elm Street · 221B Baker St., London
    rf"{_NUMBER},? (?:{_NAME} ){{1,3}}(?:{_STREET}|{_OTHER_STREET}(?={_TOWN}))",
    # Lindenstraße 12 · Am Markt 3 is left out: it could be anything
    r"(?<!\w)(?:[A-ZÄÖÜ][\wäöüß-]{2,24} )?[A-ZÄÖÜ][\wäöüß-]{1,24}"
    r"(?:stra(?:ß|ss)e|str\.|allee|gasse|platz|weg|damm|ufer|laan|straat) ?\d{1,4}[a-z]?\b(?![:.,]\d)",
    r"(?<!\w)[A-ZÄÖÜ][\wäöüß-]{2,24}(?:er|sche) (?:Straße|Strasse|Str\.|Allee|Platz|Weg|Damm|Ufer) \d{1,4}[a-z]?\b",
    # 12, rue de la Paix
    rf"{_NUMBER},? (?:rue|avenue|boulevard|allée|impasse|chemin|quai|cours) (?:{_OF} ?){{0,2}}{_NAME}",
    # Calle Mayor 12 · Via Roma, 3 · Rua Augusta, 100 · ul. Długa 5
    rf"(?<!\w)(?:[Cc]alle|[Aa]venida|[Pp]laza|[Rr]ua|Via|Viale|[Pp]iazza|ul\.) (?:{_OF} ?){{0,2}}{_NAME}(?: {_NAME})?"
    r",? (?:n[.º°] ?)?\d{1,4}[a-z]?\b",
    # Travessa do Carmo, 5 · Carrera 7 # 12-34 · Av. Paulista, 1578 · al. Róż 4 · os. Słoneczne 12
    r"(?<!\w)(?:[Tt]ravessa|[Aa]lameda|[Cc]arrer|[Cc]amino|[Pp]aseo|Av\.|al\.|pl\.|os\.|aleja|[Pp]raça) "
    rf"(?:{_OF} ?){{0,2}}{_NAME}(?: {_NAME})?,? (?:n[.º°] ?)?\d{{1,4}}[a-z]?\b(?![:.]\d)",
    r"(?<!\w)(?:[Cc]arrera|[Cc]alle) \d{1,3}[A-Z]? (?:#|[Nn][.º°o]\.?) ?\d{1,3}[A-Z]?-\d{1,3}",
    # Atatürk Cad. No: 12 · Gül Sokak No 5/3
    rf"(?:{_NAME} ){{1,3}}(?:Cad(?:\.|desi)|Sok(?:\.|ak|ağı)|Sk\.|Bulvarı|Mah(?:\.|allesi)) (?:No ?[:.]? ?)?"
    r"\d{1,4}(?:/\d{1,3})?",
    # 〒150-0001 · 東京都渋谷区神宮前1丁目2番3号 · 神宮前1丁目
    r"〒 ?\d{3}[-‐－]\d{4}",
    r"[\u3400-\u9fff]{2,3}[都道府県][\u3040-\u30ff\u3400-\u9fff]{1,12}[市区町村][^\s\d。、]{0,12}\d{1,3}"
    r"(?:丁目|番地?|号|[-‐－]|\d{1,3}){0,6}",
    r"[\u3400-\u9fff]\d{1,2}丁目(?:\d{1,3}番(?:地|\d{1,3}号?)?)?",
    # CEP 01310-100
    r"(?<!\w)CEP:? ?\d{5}-?\d{3}\b",
    r"(?<!\w)P\. ?O\. Box \d{1,6}|(?<!\w)PO Box \d{1,6}|(?<!\w)Postfach \d{2,7}",
)
_ADDRESS = re.compile("|".join(_PATTERNS))
_STATES = (
    "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]"
)
#: Springfield, IL 62704
_ZIP = re.compile(rf"(?<!\w)[A-Z][a-z]{{2,20}}(?: [A-Z][a-z]{{2,20}})?,? (?:{_STATES}) \d{{5}}(?:-\d{{4}})?\b")
_AREAS = (
    "A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|FK|FY|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?"
    "|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE"
)
#: SW1A 1AA: an area that there is, and in its second half only letters that are used there.
_POSTCODE = re.compile(rf"(?<![\w.-])(?:{_AREAS})\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{{2}}(?![\w-])")


def places(text: str) -> Iterator[Span]:
    """Yields where postal addresses stand."""
    for pattern in (_ADDRESS, _ZIP, _POSTCODE):
        for match in pattern.finditer(text):
            yield match.span()
