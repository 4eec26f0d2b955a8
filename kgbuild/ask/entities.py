"""The entities that a person means by an id, a name or an alias, and the documents meant by an id or a title."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from kgbuild.ask.ledger import Ledger
from kgbuild.errors import ConfigError
from kgbuild.model import Entity

__all__ = ["find_documents", "find_entities", "no_document", "nobody"]

_LONG = 4  # letters of a word that may stand for a name
_ALIKE = 0.7  # of difflib's ratio, from 0 to 1


def find_entities(ledger: Ledger, text: str) -> tuple[Entity, ...]:
    """The entities with this id, name or alias, in whatever case, sorted by id; several may have it.

    An id that was merged away means the entity it went to.

    Raises:
        ConfigError: there is none; the hint has names that look like it.
    """
    found = ledger.called(text)
    if not found:
        entities = ledger.graph.entities
        raise nobody(text, (name for entity in entities for name in (entity.name, *entity.aliases)))
    return found


def find_documents(ledger: Ledger, text: str) -> frozenset[str]:
    """The ids of the documents with this id, or with this title in whatever case.

    Raises:
        ConfigError: there is none.
    """
    documents = ledger.graph.documents
    found = frozenset(one.id for one in documents if one.id == text or (one.title or "").lower() == text.lower())
    if not found:
        raise no_document(text)
    return found


def no_document(text: str) -> ConfigError:
    """The error that says that no document is called so."""
    return ConfigError(f"the graph has no document called {text!r}", hint="give its id or its title, whole")


def nobody(text: str, known: Iterable[str] = ()) -> ConfigError:
    """The error that says that no entity is called so.

    Args:
        known: names, of which those that look like `text` are told.
    """
    names = {name.lower(): name for name in sorted(known)}
    asked = set(text.lower().split())
    longer = sorted(folded for folded in names if asked <= set(folded.split()))
    near = [names[folded] for folded in longer[:3] or _spelt_alike(text.lower(), names)]
    hint = f"is it {' or '.join(map(repr, near))}?" if near else "give an id, a name or an alias, whole"
    return ConfigError(f"the graph has no entity called {text!r}", hint=hint)


def _spelt_alike(text: str, names: Iterable[str]) -> list[str]:
    """Up to three of the names that are nearly the text, or have a word that is."""
    pieces: dict[str, str] = {}
    for name in sorted(names):
        for piece in (name, *(word for word in name.split() if len(word) >= _LONG)):
            # Only what begins alike: the comparison is slow, and a graph has many names.
            if piece[:1] == text[:1]:
                pieces.setdefault(piece, name)
    return list(dict.fromkeys(pieces[one] for one in get_close_matches(text, pieces, n=3, cutoff=_ALIKE)))
