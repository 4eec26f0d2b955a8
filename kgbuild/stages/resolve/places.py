"""Where places are: GeoNames ids, countries and coordinates, as far as the evidence goes.

What a name may mean comes from the `atlas`. Each candidate weighs what the world hears of it, times what the other
places of the same document say for its country and its region. A place is located where one candidate outweighs
all others by far; where none does, all that come near it are kept. What the atlas lacks stays without a place, and
so does a small town far from all that the document is about: it will be a village that shares its name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kgbuild.gazetteer import fold, is_country
from kgbuild.stages.resolve.atlas import Spot, cities, countries, neighbours, regions

__all__ = ["PlaceContext", "Reading", "Tally", "described", "is_settled", "locate", "read_place", "tally"]

# How much more likely a candidate is when so many others that the document names are of its country.
_SUPPORT = (1.0, 30.0, 200.0, 500.0)
_STRONG = 3  # as many others as leave hardly a doubt which country the document is about
_ABOUT = 0.8  # the share of them that makes a document one about their country
_MARGINAL = 0.15  # and the one below which it tells nothing of small towns
_NEIGHBOUR = 3.0  # the document is about a country that borders on it
_SAME_REGION = 30.0
# The likeliest candidate must outweigh the next by as much.
_MARGIN = 15.0
# Known well enough to be meant where the document is silent on its country, or where it speaks of others only.
_KNOWN = 1e6
_FAMOUS = 1e7
# The share of the weight that the candidates in one country must have to speak for it.
_SURE = 0.97
# Documents that disagree about a place must be as few (one in ten) for the others to be believed.
_AGREED = 0.9

# Words that are the names of towns too, but in reports mean something else.
_NO_TOWN = frozenset(
    "north south east west northeast northwest southeast southwest central union gulf coast capital zone "
    "africa asia europe balkans levant sahel caucasus arctic middle far near confederacy republic".split()
)
_COMPASS = (
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "northeastern",
    "northwestern", "southeastern", "southwestern", "northeast", "northwest", "southeast", "southwest",
    "north east", "north west", "south east", "south west", "south south", "southsouth", "upper", "lower",
)  # fmt: skip
_NAMESAKE_OF_COUNTRY = 1e9  # the state of Georgia, beside the country
_REGION_ENDS = ("state", "states", "province", "governorate", "region", "oblast", "prefecture", "voivodeship")
_PART_ENDS = (
    "local government area", "local govt area", "local government", "local council area", "lga", "district",
    "county", "municipality", "subdistrict", "senatorial district", "area", "axis", "countryside", "division",
)  # fmt: skip
# Buildings that towns are named after.
_BUILDINGS = ("house", "palace", "embassy", "barracks", "airport", "headquarters", "hospital")
# What newspapers write after the names of American towns.
_STATES = dict(
    pair.split("=")
    for pair in (
        "ala=AL ariz=AZ ark=AR calif=CA colo=CO conn=CT del=DE fla=FL ga=GA ill=IL ind=IN kan=KS ky=KY "
        "la=LA md=MD mass=MA mich=MI minn=MN miss=MS mo=MO mont=MT neb=NE nev=NV nh=NH nj=NJ nm=NM ny=NY "
        "nc=NC nd=ND okla=OK ore=OR pa=PA ri=RI sc=SC sd=SD tenn=TN tex=TX vt=VT va=VA wash=WA wva=WV "
        "wis=WI wyo=WY dc=DC"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the names of an entity can mean.

    Of a `part` of such a place only the country is known. `placed`: the text says in what larger place it lies.
    """

    spots: tuple[Spot, ...] = ()
    part: bool = False
    placed: bool = False
    country: str = field(init=False, default="")
    region: str = field(init=False, default="")

    def __post_init__(self) -> None:
        # The country and the region that the entity speaks for, if there can hardly be another.
        object.__setattr__(self, "country", _nearly_all({spot: spot.country for spot in self.spots}))
        if self.country:
            within = {spot: spot.region for spot in self.spots if spot.country == self.country}
            object.__setattr__(self, "region", _nearly_all(within))

    def inside(self, outer: Sequence[Spot]) -> Reading:
        """What is left of it inside any of these places."""
        spots = tuple(spot for spot in self.spots if any(_contains(one, spot) for one in outer))
        return replace(self, spots=spots, placed=True)


def _nearly_all(groups: Mapping[Spot, str]) -> str:
    """The group that the spots with nearly all the weight are in, unless they are only like what is named."""
    weights: defaultdict[str, float] = defaultdict(float)
    for spot, group in groups.items():
        if spot.loose:
            return ""
        weights[group] += spot.weight
    if not weights:
        return ""
    best = max(sorted(weights), key=lambda group: weights[group])
    return best if weights[best] >= _SURE * sum(weights.values()) else ""


_NOTHING = Reading()


@dataclass(slots=True)
class PlaceContext:
    """How many of the entities that a document names are of a country, and of a region."""

    countries: Counter[str] = field(default_factory=Counter)
    regions: Counter[str] = field(default_factory=Counter)

    def add_place(self, country: str, region: str) -> None:
        """Count a place that speaks for a country and a region, if for any."""
        if country:
            self.countries[country] += 1
        if region:
            self.regions[region] += 1

    def without(self, reading: Reading) -> PlaceContext:
        """What is left when the entity that has this reading is not asked about itself."""
        if not reading.country:
            return self
        context = PlaceContext(self.countries.copy(), self.regions.copy())
        context.countries[reading.country] -= 1
        context.regions[reading.region] -= 1
        return context

    def votes(self, spot: Spot) -> int:
        return self.countries[spot.country]

    def weight(self, spot: Spot) -> float:
        votes = self.votes(spot)
        support = _SUPPORT[min(votes, len(_SUPPORT) - 1)]
        if not votes and self.borders_on(spot):
            support = _NEIGHBOUR
        # A region that is named beside the city; a region does not speak for itself.
        near = spot.kind == "city" and self.regions[spot.region] > 0
        return spot.weight * support * (_SAME_REGION if near else 1)

    def borders_on(self, spot: Spot) -> bool:
        return any(self.countries[one] > 0 for one in neighbours(spot.country))

    def all_votes(self) -> int:
        return self.countries.total()


def locate(
    places: Mapping[str, Iterable[str]],
    *,
    documents: Mapping[str, Iterable[str]],
    nations: Mapping[str, Iterable[str]] | None = None,
    parents: Mapping[str, Iterable[str]] | None = None,
) -> dict[str, dict[str, str]]:
    """Find out where places are by their names and by what else the same documents name.

    All places of a run belong into one call: each is the others' context. The time is linear in the number of
    (place, document) pairs.

    Args:
        places: the names of each entity labelled Place, by its id; "Bama, Borno State" tells more than "Bama".
        documents: the ids of the documents that name it, by the same id.
        nations: by document id, the ISO codes (two letters, any case) of the countries whose bodies it names:
            "ng" for the Nigerian Army.
        parents: by id, the ids (of `places`) of the places that claims say it is located in.

    Returns:
        Attributes by id, for those places of which something is known: `geonames`, `country` (ISO code in small
        letters), `lat`, `lon` (degrees, four digits); where two or more places may be meant, `candidates`
        (GeoNames ids divided by ";", the likeliest first) instead, and `country` if all lie in one.
    """
    readings = {id: read_place(names) for id, names in places.items()}
    for id, above in (parents or {}).items():
        if id in readings:
            readings[id] = _within(readings[id], [readings[one] for one in sorted(set(above)) if one in readings])
    contexts: dict[str, PlaceContext] = defaultdict(PlaceContext)
    for document, codes in (nations or {}).items():
        contexts[document].countries.update({code.upper() for code in codes})
    named_by = {id: sorted(set(documents.get(id, ()))) for id in places}
    for id, ids in named_by.items():
        for document in ids:
            contexts[document].add_place(readings[id].country, readings[id].region)
    located = {}
    for id, reading in sorted(readings.items()):
        # Without a document there is no context.
        around = [contexts[document] for document in named_by[id]] or [PlaceContext()]
        if found := described(reading, tally(reading, around)):
            located[id] = found
    return located


Tally = Counter[tuple[int, ...]]


def read_place(names: Iterable[str]) -> Reading:
    """What the names of a place allow."""
    return _read(tuple(sorted(set(names))))


def tally(reading: Reading, contexts: Iterable[PlaceContext]) -> Tally:
    """How many documents mean which of the candidates, by their places among them, likeliest first.

    Args:
        contexts: what each document names, the place itself too.
    """
    numbers = {spot: number for number, spot in enumerate(reading.spots)}
    meant: Tally = Counter()
    for context in contexts if reading.spots else ():
        meant[tuple(numbers[spot] for spot in _meant(reading, context.without(reading)))] += 1
    return meant


def is_settled(reading: Reading) -> bool:
    """Whether the names mean one place, whatever else a document names."""
    (spot, *others) = reading.spots or (None,)
    if spot is None or others:
        return False
    return reading.placed or (spot.kind != "region" and not spot.loose and spot.weight >= _FAMOUS)


def described(reading: Reading, meant: Tally) -> dict[str, str]:
    """The attributes of a place that documents mean so."""
    return _attributes(_agreed(reading.spots, meant), part=reading.part)


def _meant(reading: Reading, context: PlaceContext) -> tuple[Spot, ...]:
    """The candidates that a document may mean, likeliest first: one if it leaves no doubt."""
    possible = [spot for spot in reading.spots if reading.placed or _is_possible(spot, context)]
    if any(_is_likely(spot, context) for spot in possible):
        # Tokyo was once called Edo, but that is not what a report on Nigeria means.
        possible = [spot for spot in possible if context.votes(spot) > 0 or not spot.alternate]
    weights = {spot: context.weight(spot) for spot in possible}
    if not weights:
        return ()
    ranked = sorted(weights, key=lambda spot: (-weights[spot], spot.geonames, spot.region))
    best = ranked[0]
    near = [spot for spot in ranked if weights[spot] * _MARGIN > weights[best]]
    near += [spot for spot in ranked if spot not in near and _rivals(spot, best, context)]
    return tuple(near)


def _is_likely(spot: Spot, context: PlaceContext) -> bool:
    """Whether it goes by the name, is known by it, and the document names others of its country."""
    return not spot.alternate and spot.weight >= _KNOWN and context.votes(spot) > 0


def _rivals(spot: Spot, best: Spot, context: PlaceContext) -> bool:
    """Whether a candidate must be kept in mind, however much better known the best one is."""
    if best.kind == "country" or spot.alternate:
        return False
    if not context.votes(best):
        # The best is far off, and the document about a country that has one of the name too.
        about = context.votes(spot)
        return about >= _STRONG and (spot.weight >= _KNOWN or about >= _ABOUT * context.all_votes())
    # One of many towns of the name in the same country, none of them famous, and the region not named.
    return spot.country == best.country and best.weight < _FAMOUS and not context.regions[best.region] > 0


def _is_possible(spot: Spot, context: PlaceContext) -> bool:
    if votes := context.votes(spot):
        about = votes >= _MARGINAL * context.all_votes() or context.regions[spot.region] > 0
        return about or spot.weight >= _KNOWN
    if spot.loose or (spot.kind == "region" and context.all_votes()):
        return False
    known = _KNOWN if not context.all_votes() or context.borders_on(spot) else _FAMOUS
    return spot.weight >= known


def _agreed(spots: Sequence[Spot], meant: Tally) -> tuple[Spot, ...]:
    """What the documents together mean, likeliest first."""
    decided = Counter({spots[one[0]]: count for one, count in meant.items() if len(one) == 1})
    if decided:
        ranked = sorted(decided, key=lambda spot: (-decided[spot], spot.geonames, spot.region))
        return tuple(ranked[:1] if decided[ranked[0]] >= _AGREED * decided.total() else ranked)
    unsure = sorted((one for one in meant if one), key=lambda one: (-meant[one], one))
    if not unsure:
        return ()
    common = [place for place in unsure[0] if all(place in one for one in unsure)]
    return tuple(spots[place] for place in common or dict.fromkeys(place for one in unsure for place in one))


def _attributes(spots: Sequence[Spot], *, part: bool) -> dict[str, str]:
    if not spots:
        return {}
    attributes: dict[str, str] = {}
    ids = list(dict.fromkeys(spot.geonames for spot in spots if spot.geonames))
    if len(spots) == 1 and ids and not part:
        attributes["geonames"] = ids[0]
    if len(spots) > 1 and len(ids) > 1 and not part:
        attributes["candidates"] = ";".join(ids)
    if len({spot.country for spot in spots}) == 1:
        attributes["country"] = spots[0].country.lower()
    if len(spots) == 1 and spots[0].lat and not part:
        attributes |= {"lat": spots[0].lat, "lon": spots[0].lon}
    return attributes


def _within(reading: Reading, above: Iterable[Reading]) -> Reading:
    """The reading without the candidates that lie outside the places that contain it."""
    for parent in above:
        if parent.spots:
            reading = reading.inside(parent.spots)
    return reading


def _contains(outer: Spot, inner: Spot) -> bool:
    if outer.kind == "country":
        return inner.country == outer.country
    # Of a city that contains it, and of the quarter, the atlas knows one spot at most; the region must do.
    return inner.region == outer.region


@lru_cache(maxsize=50_000)
def _read(names: tuple[str, ...]) -> Reading:
    """What all the names of an entity allow."""
    readings = [reading for reading in map(_read_name, names) if reading.spots]
    if not readings:
        return _NOTHING
    # "Kano State" tells what its other name "Kano" means; so does "Kobane" for "Ayn al-Arab".
    parts = [reading for reading in readings if reading.part or reading.spots[0].kind == "region"]
    chosen = parts or readings
    found = {_place(spot): spot for reading in chosen for spot in reading.spots}
    common = [key for key in found if all(key in map(_place, reading.spots) for reading in chosen)]
    best = {key: _best(key, chosen) for key in common or found}
    spots = tuple(best[key] for key in sorted(best))
    return Reading(
        spots, any(reading.part for reading in chosen), placed=all(reading.placed for reading in chosen)
    )


def _place(spot: Spot) -> tuple[str, str, str]:
    return spot.kind, spot.geonames, spot.region


def _best(place: tuple[str, str, str], readings: Iterable[Reading]) -> Spot:
    """The place as the name finds it that fits it best."""
    spots = (spot for reading in readings for spot in reading.spots if _place(spot) == place)
    return max(spots, key=lambda spot: (not spot.loose, spot.weight))


def _read_name(name: str) -> Reading:
    head, comma, tail = name.rpartition(",")
    if not comma:
        return _read_head(name.strip())
    reading = _read_name(head)
    outside = _outside(tail.strip())
    return reading.inside(outside) if outside else reading


def _outside(name: str) -> tuple[Spot, ...]:
    """What may stand after a comma: a country, a region, an American state in short."""
    if code := _STATES.get(fold(name).replace(" ", "")) or (name if name in _STATES.values() else None):
        return (Spot("region", "", "US", f"US.{code}", "", "", 0.0),)
    return (*countries(name), *(spot for spot in regions(name) if not spot.loose))


def _read_head(name: str) -> Reading:
    if found := countries(name):
        # Regions elsewhere that are as well known by the name: "Georgia".
        others = (spot for spot in regions(name) if spot.geonames and not spot.loose)
        return Reading((*found, *(replace(spot, weight=_NAMESAKE_OF_COUNTRY) for spot in others)))
    folded = fold(name)
    if set(folded.split()) - {"states"} <= _NO_TOWN or _ends(folded, _BUILDINGS):
        return _NOTHING
    if is_country(name) and not regions(name):
        return _NOTHING  # of the past: "Yugoslavia"
    if _ends(folded, _REGION_ENDS):
        rest = _without_end(folded, _REGION_ENDS)
        return Reading(states) if (states := regions(rest)) else Reading(cities(rest), part=True)
    towns = tuple(spot for spot in cities(name) if not spot.loose)
    named = tuple(spot for spot in regions(name) if not spot.loose)
    if towns or named:
        return Reading(_towns_before_regions(towns, named))
    if rest := _without_compass(name):
        return Reading(tuple(spot for spot in _read_head(rest).spots if spot.weight >= _KNOWN), part=True)
    if _ends(folded, _PART_ENDS):
        rest = _without_end(folded, _PART_ENDS)
        return Reading((*regions(rest), *cities(rest)), part=True)
    return Reading(next((found for plain in _plainer(name) if (found := cities(plain))), regions(name)))


def _towns_before_regions(towns: tuple[Spot, ...], named: Iterable[Spot]) -> tuple[Spot, ...]:
    """A town that gave a region its name is what the name alone means."""
    around = {town.region for town in towns} | {town.country for town in towns if town.weight >= _KNOWN}
    return (*towns, *(spot for spot in named if not {spot.region, spot.country} & around))


def _plainer(name: str) -> Iterator[str]:
    """The name, and the name without the word that says what it is."""
    yield name
    folded = fold(name)
    for end in (" city", " town", " village"):
        if folded.endswith(end):
            yield folded.removesuffix(end)
    for start in ("city of ", "town of "):
        if folded.startswith(start):
            yield folded.removeprefix(start)


def _ends(folded: str, ends: Iterable[str]) -> bool:
    return any(folded.endswith(f" {end}") for end in ends)


def _without_end(folded: str, ends: Iterable[str]) -> str:
    longest = max((end for end in ends if folded.endswith(f" {end}")), key=len)
    return folded.removesuffix(f" {longest}")


def _without_compass(name: str) -> str:
    """What is left of "Northern Nigeria" and "East Mosul"; nothing where the name does not begin so."""
    folded = fold(name)
    found = [word for word in _COMPASS if folded.startswith(f"{word} ")]
    if not found:
        return ""
    return " ".join(name.replace("-", " ").split()[len(max(found, key=len).split()) :])
