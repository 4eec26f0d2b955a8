"""Pictures of a comparison as SVG: who was taken for what, and how far confidence can be believed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from kgbuild.evaluate.calibration import EDGES, Calibration
from kgbuild.evaluate.figures import Confusion

__all__ = ["draw_confusion", "draw_reliability"]

_LETTER = 7.2  # the width of a letter, at most, in the 12 px that labels are set in
_CELL = (46, 26)


def draw_confusion(confusion: Confusion, *, rows: Sequence[str], columns: Sequence[str], title: str) -> str:
    """Draw gold (rows) against prediction (columns): a cell is the darker, the greater its share of its row.

    Args:
        confusion: what `rows` and `columns` name and no more; a cell that it lacks stays empty.
        title: what the picture is called for those who hear it read.
    """
    width, height = _CELL
    left = 34 + _LETTER * max(map(len, rows), default=0)
    top = 34 + _LETTER * 0.72 * max(map(len, columns), default=0)
    overhang = _LETTER * 0.72 * len(columns[-1]) if columns else 0
    parts = [
        '<text class="axis" x="2" y="16">gold ↓ predicted →</text>',
        *_column_labels(columns, left=left, top=top),
    ]
    for at, row in enumerate(rows):
        y = top + at * height
        total = sum(confusion.get((row, column), 0) for column in columns)
        parts.append(f'<text x="{left - 8:.0f}" y="{y + 17:.0f}" text-anchor="end">{escape(row)}</text>')
        for number, column in enumerate(columns):
            count = confusion.get((row, column), 0)
            parts += _cell(row, column, count, total, x=left + number * width, y=y)
    right, bottom = left + len(columns) * width, top + len(rows) * height
    return _svg(parts, width=max(right + overhang, 18 * _LETTER) + 8, height=bottom + 6, title=title)


def draw_reliability(calibration: Calibration, *, title: str) -> str:
    """Draw the accuracy of each bin against its mean confidence, and how many predictions it holds.

    The diagonal is where confidence says exactly how often it is right (Guo et al. 2017, figure 1).
    """
    left, top, side, strip = 44, 12, 250, 52
    width, floor, base = side / len(calibration.bins), top + side, top + side + 34 + strip
    parts = list(_grid(left=left, top=top, side=side))
    most = max((one.count for one in calibration.bins), default=0)
    for at, one in enumerate(calibration.bins):
        x, wide = left + at * width + 2, width - 4
        if one.accuracy is None or one.mean_confidence is None:
            continue
        told = (
            f"confidence {EDGES[at]:.1f} to {EDGES[at + 1]:.1f}: {one.count} predictions, "
            f"mean confidence {one.mean_confidence:.3f}, accuracy {one.accuracy:.3f}"
        )
        bar, tall = one.accuracy * side, one.count / most * (strip - 12)
        parts += [
            f"<g><title>{escape(told)}</title>",
            f'<rect class="bar" x="{x:.1f}" y="{floor - bar:.1f}" width="{wide:.1f}" height="{bar:.1f}"/>',
            f'<circle class="dot" cx="{left + one.mean_confidence * side:.1f}" cy="{floor - bar:.1f}" r="4"/>',
            f'<rect class="count" x="{x:.1f}" y="{base - tall:.1f}" width="{wide:.1f}" height="{tall:.1f}"/>',
            f'<text class="small" x="{x + wide / 2:.1f}" y="{base - tall - 3:.1f}" text-anchor="middle">'
            f"{one.count}</text></g>",
        ]
    parts += [
        f'<line class="ideal" x1="{left}" y1="{floor}" x2="{left + side}" y2="{top}"/>',
        f'<line class="grid" x1="{left}" y1="{base}" x2="{left + side}" y2="{base}"/>',
        f'<text class="axis" x="{left + side / 2:.0f}" y="{base + 18}" text-anchor="middle">'
        "confidence; below, how many have it</text>",
        f'<text class="axis" transform="translate(12 {top + side / 2:.0f}) rotate(-90)" text-anchor="middle">'
        "share that is right</text>",
    ]
    return _svg(parts, width=left + side + 14, height=base + 26, title=title)


def _column_labels(columns: Sequence[str], *, left: float, top: float) -> Iterator[str]:
    for number, column in enumerate(columns):
        x, y = left + (number + 0.5) * _CELL[0], top - 8
        yield f'<text transform="translate({x:.0f} {y:.0f}) rotate(-45)">{escape(column)}</text>'


def _cell(row: str, column: str, count: int, total: int, *, x: float, y: float) -> Iterator[str]:
    width, height = _CELL
    place = f'x="{x + 1:.0f}" y="{y + 1:.0f}" width="{width - 2}" height="{height - 2}" rx="3"'
    yield f'<rect class="cell" {place}/>'
    if count:
        tone = "right" if row == column else "wrong"
        told = f"gold {row}, predicted {column}: {count} of {total}"
        # Full strength would swallow the number.
        strength = 0.1 + 0.5 * count / total
        yield f"<g><title>{escape(told)}</title>"
        yield f'<rect class="{tone}" fill-opacity="{strength:.2f}" {place}/>'
        yield f'<text x="{x + width / 2:.0f}" y="{y + 17:.0f}" text-anchor="middle">{count}</text></g>'


def _grid(*, left: float, top: float, side: float) -> Iterator[str]:
    for step in range(6):
        share = step / 5
        x, y = left + share * side, top + side - share * side
        yield f'<line class="grid" x1="{left}" y1="{y:.0f}" x2="{left + side}" y2="{y:.0f}"/>'
        yield f'<text class="small" x="{left - 6}" y="{y + 4:.0f}" text-anchor="end">{share:.1f}</text>'
        yield f'<text class="small" x="{x:.0f}" y="{top + side + 15:.0f}" text-anchor="middle">{share:.1f}</text>'


def _svg(parts: Sequence[str], *, width: float, height: float, title: str) -> str:
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" {size}>'
    return "\n".join((opening, f"<title>{escape(title)}</title>", *parts, "</svg>"))
