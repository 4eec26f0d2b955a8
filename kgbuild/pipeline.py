"""The ten stages in order, and nothing else.

A stage is imported where it runs, so that a command loads only what it uses.
"""

from __future__ import annotations

import os
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kgbuild.config import Config
from kgbuild.errors import ConfigError, DocumentError, KgbuildError, ModelError, OutputError, WorkspaceError
from kgbuild.model import Decision, Document, Extraction, Graph, Resolution, Skipped
from kgbuild.plugins import Progress
from kgbuild.schema import use_schema

if TYPE_CHECKING:
    from spacy.language import Language

    from kgbuild.stages.acquire import Source
    from kgbuild.stages.resolve.compare import Score
    from kgbuild.stages.resolve.name import Name
    from kgbuild.stages.store.neo4j import SyncReport
    from kgbuild.stages.store.rulings import Rulings
    from kgbuild.stages.store.workspace import Workspace
    from kgbuild.stages.view import Choice

__all__ = [
    "STAGES",
    "GraphReport",
    "IngestReport",
    "Resolved",
    "add_decisions",
    "annotate",
    "annotate_files",
    "ask_neo4j",
    "compare_names",
    "decisions",
    "extract",
    "ingest",
    "lines",
    "load_pipeline",
    "merge_decisions",
    "open_workspace",
    "publish",
    "read_graph",
    "read_name",
    "read_redirects",
    "remove",
    "remove_decisions",
    "resolve_all",
    "resolve_apart",
    "sync",
    "time_to_decide",
    "view",
    "write",
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
_THREADS = 1  # that work ahead; more measured slower, and hold more documents in memory

Member = tuple[str, str]  # an entity of a document: (document id, local id)
T = TypeVar("T")
R = TypeVar("R")

FORMATS = ("jsonl",)  # of `write`
COMPONENTS = tuple(f"kgbuild_{stage}" for stage in STAGES[2:6])


@dataclass(frozen=True, slots=True)
class GraphReport:
    """What the graph holds now, where it was written, and what could not be written.

    `entities` counts them by label, `edges` by type; `outputs` names each output that was written and tells
    where; `sync` is what was changed in Neo4j, None where none was loaded. `notes` are what else a person should
    know.
    """

    entities: dict[str, int]
    edges: dict[str, int]
    outputs: dict[str, str]
    sync: SyncReport | None = None
    failures: tuple[KgbuildError, ...] = ()
    notes: tuple[str, ...] = ()

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


@dataclass(frozen=True, slots=True)
class Resolved:
    """The graph; what people decided, as it was found in the documents; and which entity is which."""

    graph: Graph
    rulings: Rulings
    resolution: Resolution


def ingest(
    paths: Sequence[Path], *, config: Config, progress: Progress | None = None, annotated: bool = False
) -> IngestReport:
    """Read files and folders, add what they state to the workspace, and write the graph anew.

    Each document is kept as soon as it is read, so a run that breaks off can be repeated and goes on.

    Args:
        annotated: whether the files hold annotated documents, in the exchange format, whose entities, mentions
            and relations are taken as they are.

    Raises:
        ConfigError: the paths hold nothing to read, or Neo4j's address or password cannot be right.
        WorkspaceError: the workspace cannot be read or written.
    """
    from kgbuild.stages.acquire import find
    from kgbuild.stages.store.neo4j import check_settings
    from kgbuild.stages.store.workspace import Workspace

    if config.neo4j.uri:
        check_settings(config.neo4j)
    if annotated:
        return _ingest_annotated(paths, config=config, progress=progress)
    sources, skipped = find(paths)
    if not sources:
        raise _nothing_to_read(paths, skipped)
    _check_recogniser(config)
    decisions(config)  # to complain of a malformed line before any work
    read: list[str] = []
    unchanged: list[str] = []
    failed: dict[Source, DocumentError] = {}
    with Workspace.open(config.db) as workspace:
        intake = _Intake(workspace, _extractor(config))

        def to_extract() -> Iterator[tuple[Source, Document]]:
            for source in _counted(sources, progress):
                try:
                    document = intake.admit(source)
                except DocumentError as error:
                    failed[source] = error
                    continue
                if intake.is_stored(document):
                    unchanged.append(document.id)
                else:
                    load_pipeline(config)  # here, so that no two threads ever load it
                    yield source, document

        for (source, document), extraction in _ahead(lambda one: _extract_one(one[1], config), to_extract()):
            try:
                intake.store(extraction())
                read.append(document.id)
            except DocumentError as error:
                failed[source] = error
        skipped += [_skip(source, failed[source]) for source in sources if source in failed]
        graph = _publish(workspace, config=config, progress=progress)
    return IngestReport(tuple(read), tuple(unchanged), tuple(skipped), graph)


def _ingest_annotated(paths: Sequence[Path], *, config: Config, progress: Progress | None) -> IngestReport:
    """Store annotated documents, one after the other, so that no file is held in memory."""
    from kgbuild import __version__
    from kgbuild.stages.acquire import find_annotated, read_annotated
    from kgbuild.stages.store.workspace import Workspace

    files = find_annotated(paths)
    if not files:
        raise ConfigError(f"nothing to read in {', '.join(map(str, paths))}", hint="give .jsonl files")
    use_schema(config.schema)
    read: list[str] = []
    unchanged: list[str] = []
    skipped: list[Skipped] = []
    with Workspace.open(config.db) as workspace:
        intake = _Intake(workspace, f"kgbuild {__version__} annotated ")
        _tell(progress, "read")
        for one in chain.from_iterable(map(read_annotated, files)):
            if isinstance(one, Skipped):
                skipped.append(one)
            elif intake.is_stored(one.extraction.document, one.digest):
                unchanged.append(one.extraction.document.id)
            else:
                try:
                    intake.store(one.extraction, one.digest)
                    read.append(one.extraction.document.id)
                except DocumentError as error:
                    path = one.extraction.document.path or ""
                    skipped.append(Skipped(path, "; ".join(filter(None, (str(error), error.hint)))))
        graph = _publish(workspace, config=config, progress=progress)
    return IngestReport(tuple(read), tuple(unchanged), tuple(skipped), graph)


def extract(documents: Iterable[Document], *, config: Config | None = None) -> Iterator[Extraction]:
    """Yield what each document states, in the order given.

    Args:
        documents: as they were read.
        config: its recogniser and schema are used; none means ours and the shipped one.

    Raises:
        ConfigError: the recogniser is not installed, or a user's pattern is malformed.
        DocumentError: a document cannot be extracted.
        ModelError: the trained model is missing or damaged.
    """
    from kgbuild.stages.clean import clean
    from kgbuild.stages.parse import make_doc
    from kgbuild.stages.relate import to_extraction

    config = config or Config()
    nlp = load_pipeline(config)
    for document in map(clean, documents):
        use_schema(config.schema)
        yield to_extraction(nlp(make_doc(nlp, document)), document)


def load_pipeline(config: Config | None = None) -> Language:
    """Load the spaCy pipeline of the stages that are components; once in a process for each recogniser and schema.

    Raises:
        ConfigError: the recogniser is not installed, or a user's pattern is malformed.
        ModelError: the trained model is missing or damaged, or kgbuild is not installed.
    """
    config = config or Config()
    use_schema(config.schema)
    return _load_pipeline(config.recogniser, str(config.model or ""), config.schema.digest)


@lru_cache(maxsize=2)
def _load_pipeline(recogniser: str, model: str, schema: str) -> Language:
    """The components that read the current schema, whose digest is `schema`."""
    from kgbuild.stages.parse import make_language

    nlp = make_language()
    # spaCy's limit on a text's length guards the memory of its own models; ours reads in windows.
    nlp.max_length = sys.maxsize
    for component in COMPONENTS:
        if not nlp.has_factory(component):
            raise ModelError(f"spaCy knows no component {component}", hint="install kgbuild with pip")
        settings = {"recogniser": recogniser} if component == "kgbuild_recognise" else {}
        nlp.add_pipe(component, config={"model": model, **settings})
    return nlp


def annotate(documents: Iterable[Document], *, config: Config | None = None) -> Iterator[dict[str, Any]]:
    """Yield what each document states as a record of the exchange format."""
    from kgbuild.stages.write import to_record

    return map(to_record, extract(documents, config=config))


def annotate_files(
    paths: Sequence[Path], *, config: Config | None = None, progress: Progress | None = None
) -> Iterator[str | Skipped]:
    """Yield what each file states as a line of the exchange format, or why it was skipped.

    Raises:
        ConfigError: the paths hold nothing to read, or the recogniser is not installed.
    """
    from kgbuild.stages.acquire import find, read
    from kgbuild.stages.write import to_line

    sources, skipped = find(paths)
    if not sources:
        raise _nothing_to_read(paths, skipped)
    config = config or Config()
    _check_recogniser(config)
    yield from skipped
    load_pipeline(config)  # here, so that no two threads ever load it
    counted = _counted(sources, progress)
    for source, line in _ahead(lambda one: to_line(_extract_one(read(one), config)), counted):
        try:
            yield line()
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
        graph = _resolved(workspace, config, progress)
    return _load(graph, config=config, progress=progress)


def view(
    *,
    config: Config,
    progress: Progress | None = None,
    focus: str | None = None,
    depth: int = 2,
    types: Sequence[str] = (),
    labels: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    confidence: float = 0.0,
) -> Path:
    """Write the HTML view of the workspace's graph, and tell where.

    Args:
        focus: an entity's id, or its name or alias; only what is near it is shown.
        depth: the greatest number of relations between the focus and another entity.
        types: relation types to show; none means all.
        labels: labels of entities to show; none means all.
        since: an ISO date; what ended before it is left out.
        until: an ISO date; what began after it is left out.
        confidence: between 0 and 1; claims that are less certain are left out.

    Raises:
        ConfigError: there is no such entity, type, label or date, or several entities are called so.
        OutputError: the file cannot be written.
        WorkspaceError: there is no workspace, or it cannot be read.
    """
    from kgbuild.stages.view import Choice

    choice = Choice(focus, depth, frozenset(types), frozenset(labels), since, until, confidence)
    with _existing_workspace(config) as workspace:
        graph = _resolved(workspace, config, progress)
    _draw(graph, config=config, progress=progress, choice=choice)
    return config.html


def write(format: str, path: Path, *, config: Config, progress: Progress | None = None) -> None:
    """Write the workspace's graph to a file, whole or not at all.

    Args:
        format: `jsonl`, one JSON object a line: documents, entities with their mentions, edges, claims.

    Raises:
        ConfigError: there is no such format.
        OutputError: the file cannot be written; one that was there before is unchanged.
        WorkspaceError: there is no workspace, or it cannot be read.
    """
    from kgbuild.stages.write import write_lines

    write_lines(lines(format, config=config, progress=progress), path)


def lines(format: str, *, config: Config, progress: Progress | None = None) -> Iterator[str]:
    """Yield the lines that `write` writes, without their ends.

    Raises:
        ConfigError: there is no such format.
        WorkspaceError: there is no workspace, or it cannot be read.
    """
    from kgbuild.stages.write import graph_lines

    if format not in FORMATS:
        raise ConfigError(f"there is no format {format!r}", hint=f"known: {', '.join(FORMATS)}")
    with _existing_workspace(config) as workspace:
        graph = _resolved(workspace, config, progress)
        _tell(progress, "write")
        yield from graph_lines(graph, workspace.mentions())


def read_graph(*, config: Config, progress: Progress | None = None) -> Graph:
    """The workspace's graph, resolved anew.

    Raises:
        WorkspaceError: there is no workspace, or it cannot be read.
    """
    with _existing_workspace(config) as workspace:
        return _resolved(workspace, config, progress)


def read_redirects(*, config: Config) -> dict[str, str]:
    """The ids that entities have lost by merges, each with that of the entity it went to.

    Raises:
        WorkspaceError: there is no workspace, or it cannot be read.
    """
    with _existing_workspace(config) as workspace:
        return workspace.redirects()


def ask_neo4j(cypher: str, parameters: Mapping[str, Any], *, config: Config) -> list[dict[str, Any]]:
    """The rows of a Cypher query that changes nothing, each as its columns.

    Raises:
        ConfigError: Neo4j's address or password cannot be right.
        StoreUnavailable: Neo4j cannot be reached, refuses us, or broke off.
    """
    from kgbuild.stages.store.neo4j import ask

    return ask(cypher, parameters, settings=config.neo4j)


class _Intake:
    """Puts files into a workspace: new and changed ones, and never one in the place of another."""

    def __init__(self, workspace: Workspace, extractor: str) -> None:
        self._workspace = workspace
        self._extractor = extractor

    def admit(self, source: Source) -> Document:
        """Read a file; the document by the id that its file is stored by.

        Raises:
            DocumentError: the file cannot be used, or another one is stored by its id.
        """
        from kgbuild.stages.acquire import read

        document = self._known(read(source))
        self._refuse_namesake(document)
        return document

    def is_stored(self, document: Document, annotation: str = "") -> bool:
        """Whether the document stands in the workspace just so, read by this kgbuild with these settings.

        Args:
            annotation: a hash of what a file says of the document, where that takes the place of reading it.
        """
        return self._workspace.fingerprint(document.id) == self._fingerprint(document, annotation)

    def store(self, extraction: Extraction, annotation: str = "") -> None:
        """Keep what a document states.

        Raises:
            DocumentError: another file was stored by its id meanwhile.
        """
        self._refuse_namesake(extraction.document)
        self._workspace.put(extraction, fingerprint=self._fingerprint(extraction.document, annotation))

    def _fingerprint(self, document: Document, annotation: str) -> str:
        return f"{document.digest} {self._extractor}{annotation}"

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
        stored = self._workspace.fingerprint(document.id)
        if stored is None or stored.split()[0] == document.digest or self._is_of(document):
            return
        raise DocumentError(
            f"another file, {self._workspace.path_of(document.id)}, is already stored as {document.id}",
            hint=f"rename this one, or `kgbuild remove {document.id}` first",
        )


def _place(path: str | None) -> str | None:
    return None if path is None else os.path.abspath(path)


def _extractor(config: Config) -> str:
    """What a document's extraction depends on, apart from the document."""
    from kgbuild import __version__, gazetteer
    from kgbuild.stages import parse

    model = parse.fingerprint(config.model) if config.model else parse.fingerprint()
    parts = ["kgbuild", __version__, model, gazetteer.fingerprint(), config.schema.digest]
    return " ".join([*parts, *([_recogniser_version(config.recogniser)] if config.recogniser else [])])


def _recogniser_version(recogniser: str) -> str:
    from kgbuild.stages.recognise.foreign import version_of

    return version_of(recogniser.removeprefix("spacy:"))


def _check_recogniser(config: Config) -> None:
    """Complain of a recogniser that is not there, or a malformed pattern, before any work."""
    if config.recogniser:
        _recogniser_version(config.recogniser)
    if config.recogniser or any(label.patterns for label in config.schema.labels.values()):
        load_pipeline(config)


def _extract_one(document: Document, config: Config) -> Extraction:
    return next(iter(extract([document], config=config)))


def _ahead(work: Callable[[T], R], things: Iterable[T]) -> Iterator[tuple[T, Callable[[], R]]]:
    """Do the work on some things ahead, in threads; yield each thing, in order, with a way to get its result.

    The encoder does not hold Python's lock, so one document is encoded while another is read from its vectors.
    """
    waiting: deque[tuple[T, Future[R]]] = deque()
    with ThreadPoolExecutor(_THREADS) as threads:
        for thing in things:
            waiting.append((thing, threads.submit(work, thing)))
            if len(waiting) > _THREADS:
                done, future = waiting.popleft()
                yield done, future.result
        while waiting:
            done, future = waiting.popleft()
            yield done, future.result


def _publish(workspace: Workspace, *, config: Config, progress: Progress | None) -> GraphReport:
    return publish(_resolved(workspace, config, progress), config=config, progress=progress)


def publish(graph: Graph, *, config: Config, progress: Progress | None = None) -> GraphReport:
    """Write the graph to every output; one that fails does not keep the next from being written."""
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
        dict(sorted(entities.items())),
        dict(sorted(edges.items())),
        outputs,
        report,
        tuple(failures),
        tuple(_notes(config)),
    )


def _notes(config: Config) -> Iterator[str]:
    from kgbuild.stages.store.decisions import KINDS

    counts = Counter(decision.kind for decision in decisions(config).values() if decision.kind not in KINDS)
    for kind, count in sorted(counts.items()):
        yield f"{config.decisions_file}: {count} of kind {kind!r} kept, not applied; a newer kgbuild may know it"


def _resolved(workspace: Workspace, config: Config, progress: Progress | None) -> Graph:
    # Also before a mere `sync`: a run that was broken off left documents that nobody has resolved yet.
    return resolve_all(workspace, config=config, progress=progress).graph


def resolve_all(workspace: Workspace, *, config: Config, progress: Progress | None = None) -> Resolved:
    """Find out which entities of all documents are the same, and keep that in the workspace.

    Raises:
        ConfigError: the file of decisions is malformed.
        WorkspaceError: the workspace cannot be read or written.
    """
    from kgbuild.stages.resolve import resolve
    from kgbuild.stages.store.rulings import rulings_of

    rulings = rulings_of(decisions(config).values(), workspace=workspace)
    use_schema(config.schema)
    _tell(progress, "resolve")
    resolution = resolve(
        workspace.local_entities(),
        known=workspace.identities(),
        same=rulings.same,
        different=rulings.different,
        names=rulings.names,
        since=workspace.ages(),
    )
    workspace.assign(resolution)
    workspace.compare_texts()
    return Resolved(workspace.graph(rulings.statuses), rulings, resolution)


def resolve_apart(workspace: Workspace, different: Iterable[tuple[Member, Member]]) -> dict[Member, str]:
    """What each (document id, local id) would be if people had only told these pairs apart; nothing is kept."""
    from kgbuild.stages.resolve import resolve

    return resolve(workspace.local_entities(), known={}, different=different).entity_of


def open_workspace(config: Config) -> Workspace:
    """Open the workspace of a run, which must be there.

    Raises:
        WorkspaceError: there is none, or it cannot be opened.
    """
    return _existing_workspace(config)


def decisions(config: Config) -> dict[str, Decision]:
    """What people have decided, by the ids of the lines, in the order in which it applies.

    Raises:
        ConfigError: a line of the file is malformed, or it cannot be read.
    """
    from kgbuild.stages.store.decisions import read_by_id

    return read_by_id(config.decisions_file)


def time_to_decide(config: Config) -> str:
    """The time for a new decision, as ISO text: now, or just after the last decision if that is later.

    Raises:
        ConfigError: a line of the file is malformed, or it cannot be read.
    """
    from kgbuild.stages.store.decisions import next_time

    return next_time(decisions(config).values())


def add_decisions(new: Sequence[Decision], *, config: Config) -> None:
    """Write decisions into their file; they apply from the next `resolve_all` on.

    Raises:
        ConfigError: a line of the file is malformed.
        OutputError: it cannot be written.
    """
    from kgbuild.stages.store.decisions import append

    if new:
        append(config.decisions_file, *new)


def remove_decisions(old: Sequence[Decision], *, config: Config) -> None:
    """Take decisions out of their file.

    Raises:
        ConfigError: a line of the file is malformed.
        OutputError: it cannot be written.
    """
    from kgbuild.stages.store.decisions import remove

    if old:
        remove(config.decisions_file, *old)


def merge_decisions(other: Path, *, config: Config) -> list[Decision]:
    """Add another file's decisions to ours, and return those that were new.

    Raises:
        ConfigError: a line of either is malformed, or there is no other file.
        OutputError: ours cannot be written.
    """
    from kgbuild.stages.store.decisions import merge

    return merge(config.decisions_file, other)


@lru_cache(maxsize=1 << 16)
def read_name(label: str, text: str) -> Name:
    """A name of an entity, read as `resolve` reads it."""
    from kgbuild.stages.resolve.bodies import read_body
    from kgbuild.stages.resolve.name import PERSON, family
    from kgbuild.stages.resolve.people import read_person

    return read_person(text) if family(label) == PERSON else read_body(text, family=family(label))


def compare_names(left: Name, right: Name) -> tuple[Score, list[Score]]:
    """How far two names are alike in the eyes of `resolve`, and all that keeps them apart, with the reasons."""
    from kgbuild.stages.resolve.compare import VETOES, likeness

    return likeness(left, right), [against for rule in VETOES if (against := rule(left, right))]


def _draw(graph: Graph, *, config: Config, progress: Progress | None, choice: Choice | None = None) -> None:
    from kgbuild.stages.view import write_html

    _tell(progress, "view")
    with _existing_workspace(config) as workspace:
        mentions = workspace.mentions()
        write_html(graph, config.html, schema=config.schema, mentions=mentions, choice=choice)


def _load(graph: Graph, *, config: Config, progress: Progress | None) -> SyncReport:
    from kgbuild.stages.store import neo4j

    return neo4j.sync(graph, settings=config.neo4j, schema=config.schema, progress=progress)


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
