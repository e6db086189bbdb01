"""When what several moderators have said of a letter is enough."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.letter import Voice
from bot.rules import quorum

VOICES = st.lists(st.builds(Voice, st.integers(1, 5), st.booleans()), min_size=1, max_size=12)


@given(VOICES, st.integers(1, 3))
def test_a_letter_is_never_decided_by_fewer_than_it_takes(said: list[Voice], needed: int) -> None:
    found = quorum.last_of_each(said)
    own = said[-1]
    assert found[-1] == own and len({voice.moderator for voice in found}) == len(found)
    alike = {voice.moderator for voice in found if voice.for_it is own.for_it}
    against = {voice.moderator for voice in found} - alike
    if quorum.enough(found, needed):
        assert len(alike) >= needed or (not own.for_it and not against)
    else:
        assert len(alike) < needed and (own.for_it or against)


@given(VOICES)
def test_one_moderator_is_enough_where_one_decides(said: list[Voice]) -> None:
    assert quorum.enough(quorum.last_of_each(said), 1)
