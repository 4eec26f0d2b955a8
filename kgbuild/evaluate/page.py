"""The report as a file: one HTML page, or Markdown with its pictures beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from errno import ENOENT
from functools import cache
from html import escape
from itertools import groupby
from os import strerror
from pathlib import Path
from urllib.parse import quote

from kgbuild.errors import ConfigError
from kgbuild.evaluate.contents import Line, Picture, Section, Table, contents
from kgbuild.evaluate.mistakes import Mistake, difference
from kgbuild.evaluate.report import Examination, unknown_words
from kgbuild.files import cannot_write, write_text

__all__ = ["check_report", "to_html", "to_markdown", "write_report"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~&]")  # what Markdown could take for more than itself


def check_report(path: Path) -> None:
    """Make sure that a report can have this name, before any work.

    Raises:
        ConfigError: the suffix is neither .html nor .md.
        OutputError: its folder is not there.
    """
    if path.suffix.lower() not in (".html", ".md"):
        raise ConfigError(f"a report cannot be a {path.suffix or 'nameless'} file", hint="name it .html or .md")
    if not path.parent.is_dir():
        raise cannot_write(path, FileNotFoundError(ENOENT, strerror(ENOENT)), by="--report")


def write_report(examination: Examination, path: Path, *, gold: str, errors: bool = False) -> list[Path]:
    """Write the report of a comparison: the same comparison gives the same bytes.

    Args:
        path: an .html file, which needs nothing beside it; or an .md file, whose pictures are written beside it.
        gold: what the report calls the gold data, such as the name of its file.
        errors: whether to list the mistakes too.

    Returns:
        The files that were written.

    Raises:
        ConfigError: the suffix is neither .html nor .md.
        OutputError: a file cannot be written.
    """
    check_report(path)
    if path.suffix.lower() == ".html":
        files = {path: to_html(examination, gold=gold, errors=errors)}
    else:
        files = {path: to_markdown(examination, gold=gold, errors=errors, stem=path.stem)}
        for section in contents(examination):
            files |= {path.with_name(_file(path.stem, one)): _alone(one) for one in section.pictures}
    for file, text in files.items():
        write_text(text, file, by="--report")
    return list(files)


def to_html(examination: Examination, *, gold: str, errors: bool = False) -> str:
    """The report as one HTML page without script, that loads nothing and is readable in light and dark."""
    title = f"Evaluation on {gold}"
    body = [f"<h1>{escape(title)}</h1>", f'<p class="note">{_documents(examination)}</p>']
    body += [f'<p class="warn">{escape(warning)}</p>' for warning in _warnings(examination)]
    for section in contents(examination):
        body += _html_section(section)
    if errors:
        body += _html_mistakes(examination.mistakes)
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>\n{_style('page')}{_style('picture')}</style>",
    ]
    parts = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        *head,
        "</head>",
        "<body>",
        *body,
        "</body>",
        "</html>",
    ]
    return "\n".join((*parts, ""))


def to_markdown(examination: Examination, *, gold: str, stem: str, errors: bool = False) -> str:
    """The report as Markdown; its pictures are files beside it, whose names begin with `stem`."""
    lines = [f"# Evaluation on {_plain(gold)}", "", _documents(examination)]
    for warning in _warnings(examination):
        lines += ["", _plain(warning)]
    for section in contents(examination):
        lines += ["", f"## {section.title}", "", _plain(section.note)]
        for picture in section.pictures:
            lines += [
                "",
                f"{_plain(picture.caption)}:",
                "",
                f"![{_plain(picture.caption)}]({_link(stem, picture)})",
            ]
        for table in section.tables:
            lines += ["", *_markdown_table(table)]
    if errors:
        lines += _markdown_mistakes(examination.mistakes)
    return "\n".join((*lines, ""))


def _documents(examination: Examination) -> str:
    count = examination.scores.documents
    return f"{count} document{'' if count == 1 else 's'}"


def _warnings(examination: Examination) -> Iterator[str]:
    if examination.scores.missing:
        yield f"Not predicted: {', '.join(examination.scores.missing)}"
    if unknown := unknown_words(examination.scores):
        yield f"Not in the schema: {', '.join(unknown)}"


def _html_section(section: Section) -> Iterator[str]:
    yield f"<h2>{escape(section.title)}</h2>"
    yield f'<p class="note">{escape(section.note)}</p>'
    if section.pictures:
        yield '<div class="pictures">'
        for picture in section.pictures:
            yield f"<figure><figcaption>{escape(picture.caption)}</figcaption>\n{picture.svg}</figure>"
        yield "</div>"
    if section.tables:
        yield '<div class="pictures">' if len(section.tables) > 1 else "<div>"
        for table in section.tables:
            yield from _html_table(table)
        yield "</div>"


def _html_table(table: Table) -> Iterator[str]:
    columns = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    yield f'<div class="scroll"><table><thead><tr><th></th>{columns}</tr></thead><tbody>'
    yield from map(_html_line, table.lines)
    yield "</tbody></table></div>"


def _html_line(line: Line) -> str:
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in line.cells)
    row = '<tr class="part">' if line.part else "<tr>"
    return f'{row}<th scope="row">{escape(line.name)}</th>{cells}</tr>'


def _html_mistakes(mistakes: Iterable[Mistake]) -> Iterator[str]:
    yield "<h2>Mistakes</h2>"
    for group, of_group in groupby(mistakes, lambda mistake: mistake.group):
        listed = list(of_group)
        yield f"<details><summary>{escape(group)} <span>({len(listed)})</span></summary><ul>"
        yield from map(_html_mistake, listed)
        yield "</ul></details>"


def _html_mistake(mistake: Mistake) -> str:
    told = f"<p><strong>{escape(mistake.about)}</strong>{escape(difference(mistake))}</p>"
    place = f'<p class="note">{escape(mistake.document)}</p>'
    return f'<li>{told}<p dir="auto">{escape(mistake.sentence)}</p>{place}</li>'


def _markdown_table(table: Table) -> Iterator[str]:
    yield _markdown_line("", table.columns)
    yield _markdown_line("---", ["---:"] * len(table.columns))
    for line in table.lines:
        yield _markdown_line(f"– {_plain(line.name)}" if line.part else _plain(line.name), line.cells)


def _markdown_line(name: str, cells: Iterable[str]) -> str:
    return f"| {' | '.join((name, *cells))} |"


def _markdown_mistakes(mistakes: Iterable[Mistake]) -> Iterator[str]:
    yield from ("", "## Mistakes")
    for group, of_group in groupby(mistakes, lambda mistake: mistake.group):
        listed = list(of_group)
        yield from ("", f"### {group} ({len(listed)})", "")
        for mistake in listed:
            yield f"- **{_plain(mistake.about)}**{_plain(difference(mistake))} ({_plain(mistake.document)})  "
            yield f"  {_plain(mistake.sentence)}"


def _plain(text: str) -> str:
    """A text of one line as Markdown that shows nothing but the text."""
    return _SIGNS.sub(lambda sign: f"\\{sign[0]}", text)


def _file(stem: str, picture: Picture) -> str:
    return f"{stem}-{picture.name}.svg"


def _link(stem: str, picture: Picture) -> str:
    return quote(_file(stem, picture))


def _alone(picture: Picture) -> str:
    """The picture as a file of its own, with the style that a page would give it."""
    opening, rest = picture.svg.split("\n", 1)
    return f"{opening}\n<style>\n{_style('picture')}</style>\n{rest}\n"


@cache
def _style(name: str) -> str:
    return Path(__file__).with_name(f"{name}.css").read_text(encoding="utf-8")
