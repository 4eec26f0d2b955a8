"""The ten stages in order, and nothing else.

A stage is imported where it runs, so that a command loads only what it uses.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgbuild.config import Config
from kgbuild.errors import ConfigError, DocumentError, KgbuildError, ModelError, OutputError, WorkspaceError
from kgbuild.model import Document, Extraction, Graph, Skipped
from kgbuild.plugins import Progress
from kgbuild.schema import default_schema

if TYPE_CHECKING:
    from spacy.language import Language

    from kgbuild.stages.acquire import Source
    from kgbuild.stages.store.neo4j import SyncReport
    from kgbuild.stages.store.workspace import Workspace

__all__ = [
    "STAGES",
    "GraphReport",
    "IngestReport",
    "annotate",
    "annotate_files",
    "extract",
    "ingest",
    "load_pipeline",
    "remove",
    "sync",
    "view",
]

STAGES = (
    "acquire",  # path → Document
    "clean",  # Document → Document
    "parse",  # Document → spaCy Doc
    "recognise",  # Doc → Doc
    "refer",  # Doc → Doc
    "relate",  # Doc → Doc, and from there the Extraction
    "resolve",  # entities of all documents → entities of the graph
    "store",  # → workspace, Neo4j
    "view",  # graph → HTML
    "write",  # extraction, graph → files
)
COMPONENTS = tuple(f"kgbuild_{stage}" for stage in STAGES[2:6])


@dataclass(frozen=True, slots=True)
class GraphReport:
    """What the graph holds now, where it was written, and what could not be written.

    `entities` counts them by label, `edges` by type; `outputs` names each output that was written and tells
    where; `sync` is what was changed in Neo4j, None where none was loaded.
    """

    entities: dict[str, int]
    edges: dict[str, int]
    outputs: dict[str, str]
    sync: SyncReport | None = None
    failures: tuple[KgbuildError, ...] = ()

    @property
    def exit_code(self) -> int:
        """That of the first failure; 0 when all was written."""
        return self.failures[0].exit_code if self.failures else 0


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of each file, by document id, and of the graph."""

    read: tuple[str, ...]
    unchanged: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    graph: GraphReport

    @property
    def exit_code(self) -> int:
        """The graph's; else 1 when a document was skipped that should not have been."""
        return self.graph.exit_code or int(any(not one.expected for one in self.skipped))


def ingest(paths: Sequence[Path], *, config: Config, progress: Progress | None = None) -> IngestReport:
    """Read files and folders, add what they state to the workspace, and write the graph anew.

    Each document is kept as soon as it is read, so a run that breaks off can be repeated and goes on.

    Raises:
        ConfigError: the paths hold nothing to read, or Neo4j's address or password cannot be right.
        WorkspaceError: the workspace cannot be read or written.
    """
    from kgbuild.stages.acquire import find
    from kgbuild.stages.store.neo4j import check_settings
    from kgbuild.stages.store.workspace import Workspace

    if config.neo4j.uri:
        check_settings(config.neo4j)
    sources, skipped = find(paths)
    if not sources:
        raise _nothing_to_read(paths, skipped)
    read: list[str] = []
    unchanged: list[str] = []
    with Workspace.open(config.db) as workspace:
        intake = _Intake(workspace)
        for source in _counted(sources, progress):
            try:
                id, is_new = intake.take(source)
                (read if is_new else unchanged).append(id)
            except DocumentError as error:
                skipped.append(_skip(source, error))
        graph = _publish(workspace, config=config, progress=progress)
    return IngestReport(tuple(read), tuple(unchanged), tuple(skipped), graph)


def extract(documents: Iterable[Document]) -> Iterator[Extraction]:
    """Yield what each document states, in the order given.

    Raises:
        DocumentError: a document cannot be extracted.
        ModelError: the trained model is missing or damaged.
    """
    from kgbuild.stages.clean import clean
    from kgbuild.stages.parse import make_doc
    from kgbuild.stages.relate import to_extraction

    nlp = load_pipeline()
    for document in map(clean, documents):
        yield to_extraction(nlp(make_doc(nlp, document)), document)


@cache
def load_pipeline() -> Language:
    """Load the spaCy pipeline of the stages that are components; once in a process.

    Raises:
        ModelError: the trained model is missing or damaged, or kgbuild is not installed.
    """
    from kgbuild.stages.parse import make_language

    nlp = make_language()
    # spaCy's limit on a text's length guards the memory of its own models; ours reads in windows.
    nlp.max_length = sys.maxsize
    for component in COMPONENTS:
        if not nlp.has_factory(component):
            raise ModelError(f"spaCy knows no component {component}", hint="install kgbuild with pip")
        nlp.add_pipe(component)
    return nlp


def annotate(documents: Iterable[Document]) -> Iterator[dict[str, Any]]:
    """Yield what each document states as a record of the exchange format."""
    from kgbuild.stages.write import to_record

    return map(to_record, extract(documents))


def annotate_files(paths: Sequence[Path], *, progress: Progress | None = None) -> Iterator[str | Skipped]:
    """Yield what each file states as a line of the exchange format, or why it was skipped.

    Raises:
        ConfigError: the paths hold nothing to read.
    """
    from kgbuild.stages.acquire import find, read
    from kgbuild.stages.write import to_line

    sources, skipped = find(paths)
    if not sources:
        raise _nothing_to_read(paths, skipped)
    yield from skipped
    for source in _counted(sources, progress):
        try:
            yield to_line(_extract_one(read(source)))
        except DocumentError as error:
            yield _skip(source, error)


def remove(document: str, *, config: Config, progress: Progress | None = None) -> GraphReport:
    """Take all that a document states out of the workspace, and write the graph anew.

    Raises:
        ConfigError: the workspace holds no such document.
        WorkspaceError: there is no workspace, or it cannot be read or written.
    """
    with _existing_workspace(config) as workspace:
        if not workspace.remove(document):
            raise ConfigError(
                f"{config.db} holds no document called {document!r}",
                hint="a document is called as its file, without the suffix",
            )
        return _publish(workspace, config=config, progress=progress)


def sync(*, config: Config, progress: Progress | None = None) -> SyncReport:
    """Load the workspace's graph into Neo4j.

    Raises:
        ConfigError: no Neo4j is named.
        StoreUnavailable: Neo4j cannot be reached, refuses us, or broke off.
        WorkspaceError: there is no workspace, or it cannot be read.
    """
    if not config.neo4j.uri:
        raise ConfigError("no Neo4j is named", hint="add --neo4j bolt://localhost:7687, or set NEO4J_URI")
    with _existing_workspace(config) as workspace:
        graph = _resolved(workspace, progress)
    return _load(graph, config=config, progress=progress)


def view(*, config: Config, progress: Progress | None = None) -> Path:
    """Write the HTML view of the workspace's graph, and tell where.

    Raises:
        OutputError: the file cannot be written.
        WorkspaceError: there is no workspace, or it cannot be read.
    """
    with _existing_workspace(config) as workspace:
        graph = _resolved(workspace, progress)
    _draw(graph, config=config, progress=progress)
    return config.html


class _Intake:
    """Puts files into a workspace: new and changed ones, and never one in the place of another."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def take(self, source: Source) -> tuple[str, bool]:
        """Store what a file states; the id it is stored by, and False if it stood there already, just so.

        Raises:
            DocumentError: the file cannot be used, or another one is stored by its id.
        """
        from kgbuild.stages.acquire import read

        document = self._known(read(source))
        fingerprint = f"{document.digest} {_extractor()}"
        stored = self._workspace.fingerprint(document.id)
        if stored == fingerprint:
            return document.id, False
        if stored is not None and stored.split()[0] != document.digest:
            self._refuse_namesake(document)
        self._workspace.put(_extract_one(document), fingerprint=fingerprint)
        return document.id, True

    def _known(self, document: Document) -> Document:
        """The document by the id that its file is stored by."""
        # An id is as short as the files of one run allow, so the same file may be found by another one.
        if self._is_of(document):
            return document
        return replace(document, id=self._ids.get(_place(document.path), document.id))

    @cached_property
    def _ids(self) -> dict[str | None, str]:
        """The id of each file that was stored before."""
        return {_place(path): id for id, path in self._workspace.paths().items()}

    def _is_of(self, document: Document) -> bool:
        """Whether what is stored by the document's id came from the document's file."""
        return _place(self._workspace.path_of(document.id)) == _place(document.path)

    def _refuse_namesake(self, document: Document) -> None:
        if self._is_of(document):
            return
        raise DocumentError(
            f"another file, {self._workspace.path_of(document.id)}, is already stored as {document.id}",
            hint=f"rename this one, or `kgbuild remove {document.id}` first",
        )


def _place(path: str | None) -> str | None:
    return None if path is None else os.path.abspath(path)


@cache
def _extractor() -> str:
    """What a document's extraction depends on, apart from the document."""
    from kgbuild import __version__
    from kgbuild.stages.parse import fingerprint

    return f"kgbuild {__version__} {fingerprint()}"


def _extract_one(document: Document) -> Extraction:
    return next(iter(extract([document])))


def _publish(workspace: Workspace, *, config: Config, progress: Progress | None) -> GraphReport:
    """Write the graph to every output; one that fails does not keep the next from being written."""
    graph = _resolved(workspace, progress)
    outputs = {"workspace": str(config.db)}
    failures: list[KgbuildError] = []
    report: SyncReport | None = None
    try:
        _draw(graph, config=config, progress=progress)
        outputs["view"] = str(config.html)
    except OutputError as error:
        failures.append(error)
    if config.neo4j.uri:
        try:
            report = _load(graph, config=config, progress=progress)
            outputs["Neo4j"] = config.neo4j.uri
        except KgbuildError as error:
            failures.append(error)
    entities = Counter(entity.label for entity in graph.entities)
    edges = Counter(edge.type for edge in graph.edges)
    return GraphReport(
        dict(sorted(entities.items())), dict(sorted(edges.items())), outputs, report, tuple(failures)
    )


def _resolved(workspace: Workspace, progress: Progress | None) -> Graph:
    # Also before a mere `sync`: a run that was broken off left documents that nobody has resolved yet.
    from kgbuild.stages.resolve import resolve

    _tell(progress, "resolve")
    workspace.assign(resolve(workspace.local_entities(), known=workspace.identities()))
    return workspace.graph()


def _draw(graph: Graph, *, config: Config, progress: Progress | None) -> None:
    from kgbuild.stages.view import write_html

    _tell(progress, "view")
    write_html(graph, config.html, schema=default_schema())


def _load(graph: Graph, *, config: Config, progress: Progress | None) -> SyncReport:
    from kgbuild.stages.store import neo4j

    return neo4j.sync(graph, settings=config.neo4j, schema=default_schema(), progress=progress)


def _existing_workspace(config: Config) -> Workspace:
    from kgbuild.stages.store.workspace import Workspace

    if not config.db.exists():
        raise WorkspaceError(f"there is no workspace at {config.db}", hint="make one with: kgbuild ingest PATH")
    return Workspace.open(config.db)


def _nothing_to_read(paths: Sequence[Path], skipped: Sequence[Skipped]) -> ConfigError:
    reasons = [f"{one.path}: {one.reason}" for one in skipped if not one.expected]
    if reasons:
        return ConfigError("\n       ".join(["nothing to read", *reasons]))
    return ConfigError(
        f"nothing to read in {', '.join(map(str, paths))}",
        hint="kgbuild reads .txt, .md and .html files, and folders of them",
    )


def _skip(source: Source, error: DocumentError) -> Skipped:
    from kgbuild.stages.acquire.identity import printable

    return Skipped(printable(source.path.as_posix()), "; ".join(filter(None, (str(error), error.hint))))


def _counted(sources: Sequence[Source], progress: Progress | None) -> Iterator[Source]:
    _tell(progress, "read", of=len(sources))
    for done, source in enumerate(sources, 1):
        yield source
        _tell(progress, "read", done, of=len(sources))


def _tell(progress: Progress | None, step: str, done: int = 0, *, of: int = 1) -> None:
    if progress is not None:
        progress(step, done, of)
