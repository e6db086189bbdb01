"""Ordinary words, which are not taken for somebody's name."""

from __future__ import annotations

from functools import cache

from bot.rules.ordinary_elsewhere import WORDS

#: Languages in which an s makes a plural.
_WITH_S = frozenset({"en", "es", "fr", "pt"})


def is_ordinary(word: str, language: str = "en") -> bool:
    """Whether this is a common English word, in the singular or plural, such as anybody's letters are full of, or one
    of a `language` (Discord's code)."""
    small, plain = _folded(word), language.partition("-")[0]
    return _is_in(_ORDINARY, small, "en") or _is_in(_elsewhere(plain), small, plain)


def _is_in(known: frozenset[str], small: str, language: str) -> bool:
    return small in known or (language in _WITH_S and small.endswith("s") and small[:-1] in known)


@cache
def _elsewhere(language: str) -> frozenset[str]:
    return frozenset(map(_folded, WORDS.get(language, "").split()))


def _folded(word: str) -> str:
    """Small letters; the Turkish İ and ı are an i, as they are written anyway."""
    return word.casefold().replace("i\u0307", "i").replace("ı", "i")


#: Words that are also names or parts of names, and the most common words of letters.
_WORDS = """
a able about above after again against age ago air alive all alone along already also always am amber an and angel
anger animal another answer any april arm army around art ash ask asleep at august aurora autumn awake away axe baby
back bad baker bank bar bare bay be bear beast beauty because bed bee been before begin behind being believe bell
below best better between big bill bird birth bit bitter black blank blaze bliss blood bloom blossom blue board boat
bob body bond bone book boss both bottom bow box boy brave bread break breath breeze bridge bright bring broken brook
brother brown bubble bud buddy bug burn bush busy but butter butterfly button by cake call calm came can candle candy
captain car card care carol carter case cash castle cat chain chance chaos charity charm chase cheese cherry child
children choice christmas church circle city clay clean clear cliff clock close cloud clover coal coast coat coffee
cold color colour come comet cook cookie cool cooper copper coral corner cosmic could country cow cozy crazy cream
crow crown cruel cry crystal cup curious cute daisy damn dance dancer danger dark darkness darling dash date daughter
dawn day dead deal dear death december deep deer demon desert devil diamond did die different dirt do doctor does dog
done door dot double down dragon drama draw dream dreamer dress drew drink drive drop dry duck duke dusk dust each
eagle ear earl early earth east easter easy eat echo edge egg eight elf else ember empty end enemy energy enough even
evening ever every evil eye face fair fairy faith fake fall family fan far farm fast fate father fear feather feel
feet fern few field fifth fight film final find fine finger fire first fish five flame flash flat flea flight floor
flow flower fluffy fly fog folk follow food fool foot for ford forest forever forget fort forty foster found four fox
frank free fresh friday friend frog from front frost fruit full fun funny future galaxy game gamer garden gem gene
general gentle ghost giant gift ginger girl give glad glass glen glory go goat god gold golden gone good goose got
grace grand grandma grandpa grant grape grass grave gray great green grey ground grow guard guest guitar gun guy had
hair half hall hand handy happy hard harmony harsh hart has hat hate have hawk hazel he head heart heat heath heather
heaven heavy hell hello help hen her here hero hey hi hide high hill him hold hole holiday hollow holly home honest
honey hood hook hope horn horse hot hour house how huge human hundred hunt hunter hurt i ice idea if ill in ink inside
into invisible iris iron island it ivory ivy jack jade jar jasmine jay jelly jewel joke joy judge juice july june
jungle just keep key kid kind king kiss kitchen kite kitten kitty knew knife knight know lady lake lamb lamp lance
land lane large last late laugh laughter laurel law lazy leaf leaves led left leg lemon less let letter liar lie life
light like lily lime line lion little live living local lone lonely long look lord lost lot loud love lovely lover
loving low luck lucky lunar lunch mad made magic maid main major make man many maple march mark market marsh mason
master mat match matter max may maybe me meadow mean meat medicine melody memory men mercy merry mess metal midnight
might mild mile milk milky miller mind mine mint minute miracle mirror miss mist misty mole mom moment monday money
monkey monster month moon moonlight moor more morning moss most moth mother mountain mouse mouth move much mud mug mum
music must my myself mystery mystic name near neck need neon nest never new next nice nick night nine ninja no noble
nobody noise none noon nor normal north nose not note nothing november now number nut oak ocean october odd of off
office often oh oil ok old olive on once one only opal open or orange orchid other our out over owl own page pain
paint pale palm panda pansy paper park part party pat path patience pay peace peach pear pearl penny people pepper
perfect person phantom phoenix pick piece pierce pig pillow pine pink pirate place plain plan planet plant play player
please plum poem poet poison pop poppy potato power precious present pretty price pride prince princess private
prophet prudence pumpkin pup puppy pure purple queen quick quiet quite rabbit race rage rain rainbow rainy rare rat
raven ray read reader ready real rebel red reed rest rice rich ride right ring rise river road rob robin rock roman
roof room root rose round royal ruby rue run rust rusty sad saddle safe sage said sail saint salt same sand sandy
sapphire saturday save saw say school sea season second secret see seed self send september serenity seven shade
shadow shall sharp she sheep shell shine shiny ship shirt shoe shop shore short should shout show shy sick side
silence silent silk silly silver simple since sing singer sister six skip sky sleep sleepy slim slow small smart smile
smoke snake snow snowy so soft soldier some someone something sometimes son song soon sorrow sorry soul sound soup
south space spark sparrow special spice spider spirit spoon spot spring square star stay steel step sterling still
stone stop store storm story strange stranger straw strawberry street strong stuff such sue sugar summer sun sunday
sunny sunrise sunset sunshine super sure swan sweet sweetie swift sword table take tale talk tall tea teacher tear
tell ten than thank that the their them then there these they thief thing think third this thistle thorn those thought
thousand three throw thunder thursday thus tide tiger time tiny tired to toad toast today together tomorrow too took
tooth top town toy train travel tree trouble true trust truth try tucker tuesday tulip turn turtle twilight twin two
ugly uncle under unicorn until up upon us use vale valley velvet very viking vine violet virgin voice void wade wait
walk walker wall wander wanderer want war ward warm warrior was wash watch water wave way we web wednesday week weird
well went were west wet whale what wheat wheel when where which while whisper white who whole why wild will willow win
wind window wine wing winner winter wise wish witch with without wolf woman wonder wood word work world worth would
wound wren write writer wrong yard year yellow yes yesterday yet you young your zero
"""
_ORDINARY = frozenset(_WORDS.split())
