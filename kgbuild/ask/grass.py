"""The style sheet with which the Neo4j Browser draws the graph in our colours, in GraSS, its own language."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kgbuild.projection import META
from kgbuild.schema import Schema

__all__ = ["make_style_sheet"]

_GREY = "#a5abb6"
_ID = "<id>"
_LINE = "#8a8f98"
_INK = "#1c1f24"
_PAPER = "#ffffff"
_OTHERS = {"Claim": ("#b8bcc4", "{type}"), "Document": ("#e0c36a", "{id}"), META: (_GREY, "{id}")}
_HOSTILE = ("ATTACKED", "KILLED")
_RED = "#b3261e"


def make_style_sheet(schema: Schema) -> str:
    """The style sheet of a schema: labels in its colours and by their names, relations by their types.

    Args:
        schema: whose labels and relation types are styled; types of `_HOSTILE` are red.

    Returns:
        The text of a .grass file, which the Browser takes by drag and drop, or after the word `:style`. It is
        one line of JSON: pasted as several lines, or in its own notation, the Browser (5.24) breaks down at it.
    """
    return json.dumps(dict(_rules(schema))) + "\n"


def _rules(schema: Schema) -> Iterator[tuple[str, dict[str, str]]]:
    yield _rule(
        "node",
        diameter="50px",
        color=_GREY,
        caption="{name}",
        defaultCaption=_ID,
        **{"border-color": "#888e99", "border-width": "2px", "text-color-internal": _PAPER, "font-size": "10px"},
    )
    yield _rule(
        "relationship",
        color=_LINE,
        **{
            "shaft-width": "1px",
            "font-size": "8px",
            "padding": "3px",
            "text-color-external": _INK,
            "text-color-internal": _PAPER,
            "caption": "<type>",
        },
    )
    # All our entities have this label too; a rule of its own keeps the Browser from making up a colour for it, and
    # stands before those of the other labels, which win.
    yield _node("Entity", _GREY, "{name}", ink=_PAPER)
    for label in schema.labels.values():
        yield _node(label.name, label.colour, "{name}", ink=_PAPER)
    for name, (colour, caption) in _OTHERS.items():
        yield _node(name, colour, caption, ink=_INK)
    for type in schema.relations:
        colour = _RED if type in _HOSTILE else _LINE
        yield _rule(f"relationship.{type}", color=colour, caption="<type>")


def _node(name: str, colour: str, caption: str, *, ink: str) -> tuple[str, dict[str, str]]:
    return _rule(
        f"node.{name}",
        color=colour,
        **{
            "border-color": _darker(colour),
            "text-color-internal": ink,
            "caption": caption,
            "defaultCaption": _ID,
        },
    )


def _rule(selector: str, **settings: str) -> tuple[str, dict[str, str]]:
    return selector, settings


def _darker(colour: str) -> str:
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{int(part * 0.8):02x}" for part in parts)
