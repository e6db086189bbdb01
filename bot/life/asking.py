"""Questions from process to process, through the database: what is somebody to the servers that others hear of?

Nobody waits for long, and nothing of it stays: a question goes when it is answered, or within a minute.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from bot.errors import NotFound
from bot.letter import Letter, Letterbox
from bot.life.office import Office
from bot.rules.carried import Answer, Question
from bot.sealing import names

#: What is said when a question is there, and when an answer is; both with the question's id.
ASKED, ANSWERED = "question", "answer"
#: Seconds after which a question is over, answered or not.
LASTS = 60


def hear(office: Office, asked: Callable[[int], None], answered: Callable[[int], None]) -> None:
    """Call these with a question's id when another process asks it, or has answered it."""
    office.store.hears[ASKED].append(lambda said: asked(int(said)))
    office.store.hears[ANSWERED].append(lambda said: answered(int(said)))


async def ask(office: Office, question_id: int, question: Question) -> None:
    """Ask all other processes, under an id that is new: the answer may be heard of before this returns. Whatever is
    over of other questions goes. Raises StoreFailed."""
    async with office.store.transaction(lasting=False) as tx:
        await tx.drop_old_questions(office.now - LASTS)
        about = office.seal.seal(question.packed(), names.question_of(question_id))
        await tx.add_question(question_id, about, office.now)
        tx.say(ASKED, str(question_id))


async def asked(office: Office, question_id: int) -> tuple[Question, Letter | None] | None:
    """Return what is asked, and the letter that it is about; None when that is over. Raises StoreFailed."""
    async with office.store.reading() as tx:
        sealed = await tx.question(question_id)
        if sealed is None:
            return None
        question = Question.unpacked(office.seal.open(sealed, names.question_of(question_id)))
        try:
            return question, None if question.letter_id is None else await tx.letter(question.letter_id)
        except NotFound:  # and so the question
            return None


async def answer(office: Office, question_id: int, given: Answer) -> None:
    """Answer, unless the question is over. Raises StoreFailed."""
    shard = given.shards.first
    found = office.seal.seal(given.packed(), names.found_of(question_id, shard))
    async with office.store.transaction(lasting=False) as tx:
        # nothing is dropped here: by this machine's clock, the question may be over before it was asked
        await tx.add_answer(question_id, shard, found)
        tx.say(ANSWERED, str(question_id))


async def answers(
    office: Office, question_id: int, letterboxes: Mapping[int, Letterbox], known: Collection[int]
) -> list[Answer]:
    """Return what was answered by others than the `known` processes (their first shards). Raises StoreFailed."""
    async with office.store.reading() as tx:
        found = await tx.answers(question_id)
    return [
        Answer.unpacked(office.seal.open(sealed, names.found_of(question_id, shard)), letterboxes)
        for shard, sealed in found.items()
        if shard not in known
    ]


async def end(office: Office, question_id: int) -> None:
    """Take a question away, with its answers. Raises StoreFailed."""
    async with office.store.transaction(lasting=False) as tx:
        await tx.drop_question(question_id)
