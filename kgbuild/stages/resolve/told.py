"""What a document tells of an entity beyond its names, written as a name: "1st Battalion (8th Marines)".

That is how the document would call it in full, and `read_body` and `read_person` can read it. It depends on the
one document alone: on what it asserts to be above the entity, and the kind of area meant by a place's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kgbuild.echelons import echelon_of, is_below
from kgbuild.model import Member
from kgbuild.stages.resolve.atlas import cities, countries, regions
from kgbuild.stages.resolve.name import BODY, PERSON, PLACE, Name
from kgbuild.stages.resolve.words import words

__all__ = ["tell"]

_ARMY = 9  # rung of a field army; above it stand the services
_HIGHEST = 6  # steps up: company, battalion, regiment, brigade, division, corps


def tell(
    groups: Mapping[tuple[str, tuple[Name, ...]], Sequence[Member]],
    *,
    parents: Mapping[Member, Sequence[str]],
    areas: Mapping[Member, str],
) -> dict[Member, str]:
    """The full names of those members whose own names do not say enough, where their document tells more.

    A battalion, or another body whose number or kind many have, is of what it is told to be part of; so is a body
    that each nation has, or of which many have one ("7 Division"), of the nation of that, and a "3rd Brigade", as
    some armies have one in each division, of the division. Of the many who bear a very common name, each is of
    the first body with a telling name that he is told to serve. A place whose name is also a town's is the area
    where that is meant; a town told to lie where a lesser one of its name does is that one: Tripoli in Lebanon.

    Args:
        groups: the names of each member, the first that by which it is compared.
        parents, areas: of the members that have any, as `LocalEntity` has them.
    """
    wanted = {(document, local) for (document, _), above in parents.items() for local in above}
    wanted.update(parents, areas)
    name_of = {
        member: names[0] for (_, names), members in groups.items() for member in members if member in wanted
    }
    told = {}
    for member in {**parents, **areas}:
        name = name_of[member]
        if name.family == PERSON:
            full = _post(name, member, parents, name_of)
        elif name.family == BODY:
            above = list(_ancestors(member, parents, name_of))
            full = _of_body(name, above, states=_states_above(member, parents, name_of))
        elif member in areas:
            full = "" if name.nations else f"{name.text} {areas[member].title()}"
        else:
            full = _where(name, list(_ancestors(member, parents, name_of)))
        if full and not (name.family == PLACE and name.area):
            told[member] = full
    return told


def _where(name: Name, ancestors: Sequence[Name]) -> str:
    """The town's name with the country or region that it lies in, if another town is better known by it.

    So too the name of a state that is another country's: Georgia in the United States.
    """
    if name.nations:
        around = {spot.country for spot in regions(name.text)} - {spot.country for spot in countries(name.text)}
        wider = ((above, spot.country) for above in ancestors for spot in countries(above.text))
        return next((f"{name.text}, {above.text}" for above, country in wider if country in around), "")
    spots = cities(name.text)
    if len(spots) < 2:
        return ""
    best = max(spots, key=lambda spot: spot.weight)
    for above in ancestors:
        inside = {spot.region or spot.country for spot in (*countries(above.text), *regions(above.text))}
        if inside & {best.country, best.region}:
            return ""
        if any({spot.country, spot.region} & inside for spot in spots):
            return f"{name.text}, {above.text}"
    return ""


def _post(
    name: Name, member: Member, parents: Mapping[Member, Sequence[str]], name_of: Mapping[Member, Name]
) -> str:
    """A very common name with the first body that its bearer serves, if few others do."""
    bodies = (name_of[member[0], local] for local in parents[member]) if name.is_common else ()
    return next((f"{name.text} ({body.text})" for body in bodies if body.family == BODY and body.is_telling), "")


def _of_body(name: Name, ancestors: Sequence[Name], *, states: Iterable[Name]) -> str:
    if name.is_brigade_of_a_division:
        of = (above.text for above in ancestors if above.echelon in ("division", "corps") and above.is_identifying)
        if division := next(of, ""):
            return f"{name.text} ({division})"
    nations = {nation for above in ancestors for nation in above.nations} - words().unions
    nations = nations or {nation for above in states for nation in above.nations} - words().unions
    of_a_nation = name.is_national or (name.is_formation and name.is_identifying)
    if of_a_nation and len(nations) == 1:
        return f"{name.text} ({words().countries[nations.pop().removeprefix('@')][0]})"
    if name.is_identifying:
        return ""
    path = ", ".join(above.text for above in _path(name, ancestors)) if name.echelon or name.numbers else ""
    return f"{name.text} ({path})" if path else ""


def _path(name: Name, ancestors: Iterable[Name]) -> list[Name]:
    """The ancestors up to the first that means the same in every document; none where none does.

    A whole army has many first battalions, so it tells nothing alone.
    """
    path = []
    for above in ancestors:
        if is_below(name.text, above.text) is False:
            continue  # told the wrong way round
        path.append(above)
        if above.is_identifying:
            return [] if all(map(_is_army, path)) else path
    return []


def _is_army(name: Name) -> bool:
    echelon = echelon_of(name.text)
    return echelon is not None and echelon.low >= _ARMY


def _states_above(
    member: Member, parents: Mapping[Member, Sequence[str]], name_of: Mapping[Member, Name]
) -> Iterator[Name]:
    """The countries that a body is told to be part of: "the National Police of Colombia"."""
    above = (name_of[member[0], local] for local in parents.get(member, ()))
    return (name for name in above if name.family == PLACE and len(name.tokens) == 1)


def _ancestors(
    member: Member, parents: Mapping[Member, Sequence[str]], name_of: Mapping[Member, Name]
) -> Iterator[Name]:
    """What of its family is above it, the nearest first; of those as near, in the order that `parents` has."""
    document, _ = member
    seen, level = {member}, [member]
    for _ in range(_HIGHEST):
        above = [(document, local) for one in level for local in parents.get(one, ())]
        level = [one for one in dict.fromkeys(above) if one not in seen]
        seen.update(level)
        yield from (name_of[one] for one in level if name_of[one].family == name_of[member].family)
