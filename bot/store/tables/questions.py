"""What processes ask each other about somebody, and what they answer: rows that live for a minute at most."""

from __future__ import annotations

from bot.letter import Sealed
from bot.store.tables.rows import QUERIES, Rows, every

EVER = 2**62


class QuestionTable(Rows):
    """Questions and their answers, both sealed."""

    async def add_question(self, question_id: int, about: Sealed, now: int) -> None:
        """Add a question that is asked `now` (Unix seconds)."""
        await QUERIES.add_question(self._connection, question_id=question_id, about=about, now=now)

    async def question(self, question_id: int) -> Sealed | None:
        """Return what is asked; None when that is over."""
        return await QUERIES.question(self._connection, question_id=question_id)

    async def add_answer(self, question_id: int, shard: int, found: Sealed) -> None:
        """Add the answer of the process whose first shard this is, unless the question is over."""
        await QUERIES.add_answer(self._connection, question_id=question_id, shard=shard, found=found)

    async def answers(self, question_id: int) -> dict[int, Sealed]:
        """Return what was answered so far, by each process's first shard."""
        rows = await every(QUERIES.answers(self._connection, question_id=question_id))
        return {row["shard"]: Sealed(row["sealed_found"]) for row in rows}

    async def drop_question(self, question_id: int) -> None:
        """Delete a question and its answers."""
        await QUERIES.drop_question(self._connection, question_id=question_id)

    async def drop_old_questions(self, until: int = EVER) -> None:
        """Delete those that were asked at this moment or before (Unix seconds), with their answers; or all."""
        await QUERIES.drop_old_questions(self._connection, until=until)
