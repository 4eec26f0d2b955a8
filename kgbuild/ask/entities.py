"""The entities that a person means by an id, a name or an alias, and the documents meant by an id or a title."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from kgbuild.ask.ledger import Ledger
from kgbuild.errors import ConfigError
from kgbuild.model import Entity

__all__ = ["find_documents", "find_entities", "no_document", "nobody"]


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
    asked = text.lower().split()
    begins = {word[:3] for word in asked}
    # Only those with a word that begins alike: the comparison is slow, and a graph has many names.
    alike = {name.lower(): name for name in known if any(word[:3] in begins for word in name.lower().split())}
    longer = sorted(folded for folded in alike if set(asked) <= set(folded.split()))
    near = [alike[folded] for folded in longer[:3] or get_close_matches(text.lower(), alike, n=3)]
    hint = f"is it {' or '.join(map(repr, near))}?" if near else "give an id, a name or an alias, whole"
    return ConfigError(f"the graph has no entity called {text!r}", hint=hint)
