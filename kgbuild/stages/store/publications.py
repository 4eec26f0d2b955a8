"""Which documents are one publication: a wire report that ten papers print is one source, not ten."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

__all__ = ["Print", "groups", "print_of"]

_SHINGLE = 5  # words that follow one another
_SAME = 0.8  # the Jaccard index of two texts' shingles from which on they are one publication
_SHORT = 50  # words; shorter texts have too few shingles to be nearly the same, so must be quite the same

# Pairs with an index of 0.8 share a band of 5 among 30 with a probability of 0.999993.
_PERMUTATIONS = 150
_BANDS = 30
_SEED = 5


@dataclass(frozen=True, slots=True)
class Print:
    """What a text is compared by: a hash of its words, its shingles and its bands; none where it is short."""

    digest: bytes
    shingles: frozenset[int]
    bands: tuple[int, ...]

    def is_like(self, other: Print) -> bool:
        """Whether the two texts, of which this one proposes the other, are one publication."""
        return self.digest == other.digest or (
            not set(self.bands).isdisjoint(other.bands) and _are_same(self.shingles, other.shingles)
        )


def print_of(text: str) -> Print:
    """What a text is compared by: as `groups` compares it."""
    words = _words(text)
    shingles = _shingles(words) if len(words) >= _SHORT else frozenset()
    return Print(_digest(words), shingles, tuple(_bands(*_signatures([shingles]))) if shingles else ())


def groups(documents: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Put near-identical texts into groups.

    Texts are near-identical if at least 0.8 of the sequences of five words that stand in either stand in both,
    whatever their case, accents and punctuation; those of fewer than 50 words must be the same word for word. So a
    report that is quoted in full counts as its quotation only if it is most of it. What is near-identical to a
    text of a group belongs to the group. MinHash (of rensa) only proposes pairs; each is then compared in full.

    Args:
        documents: (document id, text) in any order; ids are unique.

    Returns:
        The number of its group for each document id; the groups are numbered from 0 in the order of their
        smallest document id. The same for the same documents, whatever their order. Time and memory grow with the
        length of all texts that differ.
    """
    alike: defaultdict[bytes, list[str]] = defaultdict(list)
    shingles: dict[bytes, frozenset[int]] = {}
    for id, text in documents:
        words = _words(text)
        digest = _digest(words)
        alike[digest].append(id)
        if digest not in shingles and len(words) >= _SHORT:
            shingles[digest] = _shingles(words)
    joined = _join(sorted(shingles), shingles)
    members: defaultdict[bytes, list[str]] = defaultdict(list)
    for digest, ids in alike.items():
        members[_root(digest, joined)].extend(ids)
    in_order = sorted(sorted(ids) for ids in members.values())
    return {id: number for number, ids in enumerate(in_order) for id in ids}


def _digest(words: Sequence[str]) -> bytes:
    return hashlib.blake2b(" ".join(words).encode(), digest_size=16).digest()


def _words(text: str) -> list[str]:
    """The words in small letters, without accents."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _WORD.findall(plain)


_WORD = re.compile(r"\w+")


def _shingles(words: Sequence[str]) -> frozenset[int]:
    """All sequences of five words, each as a number of 64 bits that is the same in every process."""
    step = len(words) - _SHINGLE + 1
    texts = (" ".join(words[i : i + _SHINGLE]).encode() for i in range(step))
    return frozenset(int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big") for text in texts)


def _join(digests: Sequence[bytes], shingles: Mapping[bytes, frozenset[int]]) -> dict[bytes, bytes]:
    """Which text leads to which other of its group, for all but the first of each group."""
    joined: dict[bytes, bytes] = {}
    # Of a pair that shares several bands, one comparison is enough.
    different: set[tuple[bytes, bytes]] = set()
    for left, right in _proposed(digests, shingles):
        one, other = sorted((_root(left, joined), _root(right, joined)))
        if one == other or (left, right) in different:
            continue
        if _are_same(shingles[left], shingles[right]):
            joined[other] = one
        else:
            different.add((left, right))
    return joined


def _root(digest: bytes, joined: dict[bytes, bytes]) -> bytes:
    while digest in joined:
        above = joined[digest]
        # Shorten the way for those who ask later.
        if above in joined:
            joined[digest] = joined[above]
        digest = above
    return digest


def _are_same(left: frozenset[int], right: frozenset[int]) -> bool:
    smaller, larger = sorted((len(left), len(right)))
    if smaller < _SAME * larger:
        return False
    common = len(left & right)
    return common >= _SAME * (smaller + larger - common)


def _proposed(digests: Sequence[bytes], shingles: Mapping[bytes, frozenset[int]]) -> Iterator[tuple[bytes, bytes]]:
    """Yield the pairs of texts that have a band of their signatures in common, the first with all others first."""
    sharing: defaultdict[int, list[bytes]] = defaultdict(list)
    signatures = _signatures([shingles[digest] for digest in digests])
    for digest, signature in zip(digests, signatures, strict=True):
        for band in _bands(signature):
            sharing[band].append(digest)
    for texts in sharing.values():
        yield from combinations(texts, 2)


def _bands(signature: Sequence[int]) -> Iterator[int]:
    """The parts of a signature, as numbers of 64 bits with a sign, different ones for different parts."""
    rows = _PERMUTATIONS // _BANDS
    for start in range(0, _PERMUTATIONS, rows):
        part = json.dumps([start, *signature[start : start + rows]]).encode()
        yield int.from_bytes(hashlib.blake2b(part, digest_size=8).digest(), "big", signed=True)


def _signatures(sets: Sequence[frozenset[int]]) -> list[list[int]]:
    from rensa import RMinHash

    if not sets:
        return []
    matrix = RMinHash.digest_matrix_from_token_hash_sets([list(one) for one in sets], _PERMUTATIONS, _SEED)
    rows: list[list[int]] = matrix.to_rows()
    return rows
