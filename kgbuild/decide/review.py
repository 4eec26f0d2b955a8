"""Asks a person about the likeliest merges and splits, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kgbuild.config import Config
from kgbuild.decide.desk import Desk, Outcome, at_desk
from kgbuild.decide.parting import part
from kgbuild.decide.queue import Question, questions, quotes
from kgbuild.model import Decision
from kgbuild.plugins import Progress

__all__ = ["Review", "review"]


@dataclass(frozen=True, slots=True)
class _Answer:
    place: int
    same: bool | None
    decisions: tuple[Decision, ...]


class Review:
    """A queue of questions, and the answers so far; each is in the file of decisions as soon as it is given."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._questions = questions(desk)
        self._answers: list[_Answer] = []
        self._place = 0

    @property
    def question(self) -> Question | None:
        """The question that waits for an answer; None if there are no more."""
        while self._place < len(self._questions) and self._is_settled(self._questions[self._place]):
            self._place += 1
        return self._questions[self._place] if self._place < len(self._questions) else None

    @property
    def left(self) -> int:
        """How many questions are left, the present one among them."""
        return len(self._questions) - self._place

    def lines(self) -> Iterator[str]:
        """Yield the question as a person reads it: what is asked, and the evidence of both sides."""
        question = self.question
        if question is None:
            return
        asked = "two entities that may be one" if question.kind == "merge" else "one entity that may be two"
        yield f"{self.left} left: {asked} ({question.score:.2f}: {question.reason})"
        for letter, side in (("A", question.left), ("B", question.right)):
            yield f"  {letter}  {side.names[0]}  ({side.label}, {side.entity})"
            yield from _named("also", side.names[1:])
            yield from _named("in", side.documents)
            for document, sentence in quotes(side, self._desk):
                yield f"       {document}: “{sentence}”"

    def answer(self, key: str) -> str | None:
        """Act on a key: s same, d different, u unsure, z undo the last answer; return what was done.

        None means that the key has no meaning here.

        Raises:
            OutputError: the decision cannot be written.
        """
        question = self.question
        if key == "z":
            return self._undo()
        if question is None or key not in ("s", "d", "u"):
            return None
        if key == "u":
            return self._note(None, ())
        desk, when = self._desk, self._desk.time()
        if key == "d" and question.kind == "split":
            parted = part(desk, apart=question.right.members, rest=question.left.members)
            return self._note(False, tuple(parted))
        kind = "same" if key == "s" else "different"
        decision = desk.sign(kind, when=when, left=question.left.anchor, right=question.right.anchor)
        desk.write([decision])
        return self._note(key == "s", (decision,))

    def finish(self) -> Outcome:
        """Apply the answers, and write the graph anew."""
        self._desk.apply()
        return self._desk.finish()

    def _note(self, same: bool | None, decisions: tuple[Decision, ...]) -> str:
        self._answers.append(_Answer(self._place, same, decisions))
        self._place += 1
        return {True: "same", False: "different", None: "unsure, for now"}[same]

    def _is_settled(self, question: Question) -> bool:
        """Whether the answers of this session imply the answer to a question about two entities."""
        if question.kind == "split":
            return False
        left, right = (self._same_as(side.entity) for side in (question.left, question.right))
        apart = (pair for same, pair in self._answered() if not same)
        return bool(left & right) or any(
            (one in left and other in right) or (one in right and other in left) for one, other in apart
        )

    def _same_as(self, entity: str) -> set[str]:
        found = {entity}
        pairs = [pair for same, pair in self._answered() if same]
        while new := {one for pair in pairs if not found.isdisjoint(pair) for one in pair} - found:
            found |= new
        return found

    def _answered(self) -> Iterator[tuple[bool, tuple[str, str]]]:
        """The answers on pairs of entities."""
        for answer in self._answers:
            question = self._questions[answer.place]
            if answer.same is not None and question.kind == "merge":
                yield answer.same, (question.left.entity, question.right.entity)

    def _undo(self) -> str:
        if not self._answers:
            return "nothing to undo"
        last = self._answers.pop()
        self._desk.take_back(last.decisions)
        self._place = last.place
        return "undone"


@contextmanager
def review(*, config: Config, who: str, progress: Progress | None = None) -> Iterator[Review]:
    """Open the workspace for a person to answer questions.

    Raises:
        ConfigError: the file of decisions is malformed.
        WorkspaceError: there is no workspace, or it cannot be read or written.
    """
    with at_desk(config=config, who=who, progress=progress) as desk:
        yield Review(desk)


_LISTED = 8  # names, or documents; of more, only how many they are


def _named(what: str, names: tuple[str, ...]) -> Iterator[str]:
    if names:
        more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
        yield f"       {what}: {'; '.join(names[:_LISTED])}{more}"
