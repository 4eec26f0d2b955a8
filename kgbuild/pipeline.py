"""The ten stages in order, and nothing else.

A stage is imported where it runs, so that a command loads only what it uses.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgbuild.ahead import work_ahead
from kgbuild.config import Config
from kgbuild.errors import ConfigError, DocumentError, KgbuildError, ModelError, OutputError, WorkspaceError
from kgbuild.files import spare, write_lines
from kgbuild.model import Decision, Document, Extraction, Graph, Member, Resolution, Skipped
from kgbuild.plugins import Progress
from kgbuild.reports import GraphReport, IngestReport
from kgbuild.schema import use_schema

if TYPE_CHECKING:
    from spacy.language import Language

    from kgbuild.stages.acquire import Source
    from kgbuild.stages.store.neo4j import Change, SyncReport
    from kgbuild.stages.store.rulings import Rulings
    from kgbuild.stages.store.workspace import Workspace
    from kgbuild.stages.view import Choice

__all__ = [
    "STAGES",
    "Resolved",
    "annotate",
    "annotate_files",
    "bring_up_to_date",
    "decisions",
    "extract",
    "ingest",
    "lines",
    "load_pipeline",
    "open_workspace",
    "publish",
    "read_graph",
    "read_redirects",
    "remove",
    "resolve_all",
    "resolve_apart",
    "sync",
    "view",
    "write",
    "write_bulk",
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
_FEW = 50  # changed documents, and one more for each 50 that there are, are resolved by themselves

FORMATS = ("jsonl",)  # of `write`
COMPONENTS = tuple(f"kgbuild_{stage}" for stage in STAGES[2:6])


@dataclass(frozen=True, slots=True)
class Resolved:
    """The graph; what people decided, as it was found in the documents; and which entity is which."""

    graph: Graph
    rulings: Rulings
    resolution: Resolution


def ingest(
    paths: Sequence[Path],
    *,
    config: Config,
    progress: Progress | None = None,
    annotated: bool = False,
    draw: bool = True,
) -> IngestReport:
    """Read files and folders, add what they state to the workspace, and write the graph anew.

    Each document is kept as soon as it is read, so a run that breaks off can be repeated and goes on.

    Args:
        annotated: whether the files hold annotated documents, in the exchange format, whose entities, mentions
            and relations are taken as they are.
        draw: whether to draw the view. Without it, and without Neo4j, only what has changed is looked at, and the
            report counts no edges.

    Raises:
        ConfigError: the paths hold nothing to read, or Neo4j's address or password cannot be right.
        WorkspaceError: the workspace cannot be read or written.
    """
    from kgbuild.stages import acquire
    from kgbuild.stages.store.intake import Intake
    from kgbuild.stages.store.neo4j import check_settings
    from kgbuild.stages.store.workspace import Workspace

    if config.neo4j.uri:
        check_settings(config.neo4j)
    if annotated:
        return _ingest_annotated(paths, config=config, progress=progress, draw=draw)
    sources, skipped = acquire.find(paths)
    if not sources:
        raise acquire.nothing_to_read(paths, skipped)
    _check_recogniser(config)
    decisions(config)  # to complain of a malformed line before any work
    read: list[str] = []
    unchanged: list[str] = []
    failed: dict[Source, DocumentError] = {}
    with Workspace.open(config.db) as workspace:
        intake = Intake(workspace, _extractor(config))

        def to_extract() -> Iterator[tuple[Source, Document]]:
            for source in _counted(sources, progress):
                try:
                    document = intake.admit(acquire.read(source))
                except DocumentError as error:
                    failed[source] = error
                    continue
                if intake.is_stored(document):
                    unchanged.append(document.id)
                else:
                    load_pipeline(config)  # here, so that no two threads ever load it
                    yield source, document

        for (source, document), extraction in work_ahead(lambda one: _extract_one(one[1], config), to_extract()):
            try:
                intake.store(extraction())
                read.append(document.id)
            except DocumentError as error:
                failed[source] = error
        skipped += [
            acquire.skipped(source.path.as_posix(), failed[source]) for source in sources if source in failed
        ]
        graph = _publish(workspace, config=config, progress=progress, draw=draw)
    return IngestReport(tuple(read), tuple(unchanged), tuple(skipped), graph)


def _ingest_annotated(
    paths: Sequence[Path], *, config: Config, progress: Progress | None, draw: bool
) -> IngestReport:
    """Store annotated documents, one after the other, so that no file is held in memory."""
    from kgbuild import __version__
    from kgbuild.stages import acquire
    from kgbuild.stages.store.intake import Intake
    from kgbuild.stages.store.workspace import Workspace

    files = acquire.find_annotated(paths)
    if not files:
        raise ConfigError(f"nothing to read in {', '.join(map(str, paths))}", hint="give .jsonl files")
    use_schema(config.schema)
    read: list[str] = []
    unchanged: list[str] = []
    skipped: list[Skipped] = []
    with Workspace.open(config.db) as workspace:
        intake = Intake(workspace, f"kgbuild {__version__} annotated ")
        _tell(progress, "read")
        for one in chain.from_iterable(map(acquire.read_annotated, files)):
            if isinstance(one, Skipped):
                skipped.append(one)
            elif intake.is_stored(one.extraction.document, one.digest):
                unchanged.append(one.extraction.document.id)
            else:
                try:
                    intake.store(one.extraction, one.digest)
                    read.append(one.extraction.document.id)
                except DocumentError as error:
                    skipped.append(acquire.skipped(one.extraction.document.path or "", error))
        graph = _publish(workspace, config=config, progress=progress, draw=draw)
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
    from kgbuild.stages import acquire
    from kgbuild.stages.write import to_line

    sources, skipped = acquire.find(paths)
    if not sources:
        raise acquire.nothing_to_read(paths, skipped)
    config = config or Config()
    _check_recogniser(config)
    _extractor(config)  # to complain of a model that is not there
    yield from skipped
    load_pipeline(config)  # here, so that no two threads ever load it
    counted = _counted(sources, progress)
    for source, line in work_ahead(lambda one: to_line(_extract_one(acquire.read(one), config)), counted):
        try:
            yield line()
        except DocumentError as error:
            yield acquire.skipped(source.path.as_posix(), error)


def remove(document: str, *, config: Config, progress: Progress | None = None) -> GraphReport:
    """Take all that a document states out of the workspace, and write the graph anew.

    Raises:
        ConfigError: the workspace holds no such document.
        WorkspaceError: there is no workspace, or it cannot be read or written.
    """
    with open_workspace(config) as workspace:
        if not workspace.remove(document):
            alike = " or ".join(map(repr, workspace.called_like(document)))
            raise ConfigError(
                f"{config.db} holds no document called {document!r}",
                hint=f"did you mean {alike}?" if alike else "a document is called as its file, without the suffix",
            )
        return _publish(workspace, config=config, progress=progress)


def sync(
    *,
    config: Config,
    progress: Progress | None = None,
    dry_run: bool = False,
    tell: Callable[[Change], None] | None = None,
) -> SyncReport:
    """Load the workspace's graph into Neo4j.

    Args:
        dry_run: whether Neo4j shall be left as it is, and the report tell what would change.
        tell: is told each change of a dry run.

    Raises:
        ConfigError: no Neo4j is named.
        StoreUnavailable: Neo4j cannot be reached, refuses us, or broke off.
        WorkspaceError: there is no workspace, or it cannot be read.
    """
    if not config.neo4j.uri:
        raise ConfigError("no Neo4j is named", hint="add --neo4j bolt://localhost:7687, or set NEO4J_URI")
    with open_workspace(config) as workspace:
        rulings = bring_up_to_date(workspace, config=config, progress=progress)
        return _load(workspace, rulings, config=config, progress=progress, dry_run=dry_run, tell=tell)


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
    with open_workspace(config) as workspace:
        graph = _resolved(workspace, config, progress)
        _draw(graph, workspace, config=config, progress=progress, choice=choice)
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
    with open_workspace(config) as workspace:
        _spare(path, workspace, config=config)
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
    with open_workspace(config) as workspace:
        graph = _resolved(workspace, config, progress)
        _tell(progress, "write")
        yield from graph_lines(graph, workspace.mentions())


def write_bulk(folder: Path, *, config: Config, progress: Progress | None = None) -> str:
    """Write the workspace's graph as files for `neo4j-admin database import full`, and return the command to run.

    Args:
        folder: where they are written; made if it is not there.

    Raises:
        OutputError: a file cannot be written.
        WorkspaceError: there is no workspace, or it cannot be read.
    """
    from kgbuild.stages.write import write_bulk

    with open_workspace(config) as workspace:
        rulings = bring_up_to_date(workspace, config=config, progress=progress)
        identity = workspace.identity()
        _tell(progress, "write")
        with workspace.streamed(rulings.statuses) as graph:
            return write_bulk(graph, folder, schema=config.schema, workspace=identity, file=config.db.name)


def read_graph(*, config: Config, progress: Progress | None = None) -> Graph:
    """The workspace's graph, resolved anew.

    Raises:
        WorkspaceError: there is no workspace, or it cannot be read.
    """
    with open_workspace(config) as workspace:
        return _resolved(workspace, config, progress)


def read_redirects(*, config: Config) -> dict[str, str]:
    """The ids that entities have lost by merges, each with that of the entity it went to.

    Raises:
        WorkspaceError: there is no workspace, or it cannot be read.
    """
    with open_workspace(config) as workspace:
        return workspace.redirects()


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


def _publish(workspace: Workspace, *, config: Config, progress: Progress | None, draw: bool = True) -> GraphReport:
    if draw or config.neo4j.uri:
        resolved = resolve_all(workspace, config=config, progress=progress)
        return publish(resolved, workspace, config=config, progress=progress, draw=draw)
    bring_up_to_date(workspace, config=config, progress=progress)
    outputs = {"workspace": str(config.db)}
    return GraphReport(workspace.labels(), {}, outputs, notes=tuple(_notes(config)))


def publish(
    resolved: Resolved,
    workspace: Workspace,
    *,
    config: Config,
    progress: Progress | None = None,
    draw: bool = True,
) -> GraphReport:
    """Write the graph of a workspace to every output; one that fails does not keep the next from being written."""
    graph = resolved.graph
    outputs = {"workspace": str(config.db)}
    failures: list[KgbuildError] = []
    report: SyncReport | None = None
    try:
        if draw:
            _draw(graph, workspace, config=config, progress=progress)
            outputs["view"] = str(config.html)
    except OutputError as error:
        failures.append(error)
    if config.neo4j.uri:
        try:
            report = _load(workspace, resolved.rulings, config=config, progress=progress)
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
    from kgbuild.stages.resolve.decisions import settle

    rulings = bring_up_to_date(workspace, config=config, progress=progress)
    members = {member for pair in (*rulings.same, *rulings.different) for member in pair[:2]}
    settled = settle(rulings.same, rulings.different, present=members)
    resolution = replace(workspace.resolution(), contradicted=settled.contradicted)
    return Resolved(workspace.graph(rulings.statuses), rulings, resolution)


def bring_up_to_date(workspace: Workspace, *, config: Config, progress: Progress | None = None) -> Rulings:
    """Find out anew which entities are the same, and which texts, where documents or decisions have changed.

    What a few changed documents cannot reach is not looked at.

    Raises:
        ConfigError: the file of decisions is malformed.
        WorkspaceError: the workspace cannot be read or written.
    """
    from kgbuild.stages.resolve import fingerprint
    from kgbuild.stages.resolve.whole import resolve_whole
    from kgbuild.stages.store.rulings import rulings_of

    rulings = rulings_of(decisions(config).values(), workspace=workspace)
    use_schema(config.schema)
    _tell(progress, "resolve")
    said = repr((rulings.same, rulings.different, list(rulings.names.items())))
    rules = " ".join([fingerprint(), config.schema.digest, hashlib.sha256(said.encode()).hexdigest()])
    if not _updated(workspace, rulings, rules):
        whole = resolve_whole(
            workspace.local_entities(),
            known=workspace.identities(),
            same=rulings.same,
            different=rulings.different,
            names=rulings.names,
            since=workspace.ages(),
        )
        workspace.assign(whole.resolution)
        with workspace.index() as index:
            index.keep(
                whole.profiles(),
                nations=whole.nations,
                pairs=whole.pairs(),
                standings=whole.standings(),
                rules=rules,
            )
    workspace.compare_texts()
    return rulings


def _updated(workspace: Workspace, rulings: Rulings, rules: str) -> bool:
    """Resolve only what has changed, if that is little and the rest was resolved by these rules."""
    from kgbuild.stages.resolve.update import TooFar, update

    decided = {member[0] for pair in (*rulings.same, *rulings.different) for member in pair[:2]}
    try:
        with workspace.index() as index:
            if not index.is_of(rules) or index.changes() > _FEW + index.taken_in() // _FEW:
                return False
            if index.changes():
                # What people have decided of a document may mean another entity of it now.
                if decided.union(document for document, _ in rulings.names) & index.added().keys():
                    return False
                update(index, names=rulings.names)
            return True
    except TooFar:
        return False


def resolve_apart(workspace: Workspace, different: Iterable[tuple[Member, Member]]) -> dict[Member, str]:
    """What each (document id, local id) would be if people had only told these pairs apart; nothing is kept."""
    from kgbuild.stages.resolve import resolve

    return resolve(workspace.local_entities(), known={}, different=different).entity_of


def open_workspace(config: Config) -> Workspace:
    """Open the workspace of a run, which must be there.

    Raises:
        WorkspaceError: there is none, or it cannot be opened.
    """
    from kgbuild.stages.store.workspace import Workspace

    if not config.db.exists():
        raise WorkspaceError(f"there is no workspace at {config.db}", hint="make one with: kgbuild ingest PATH")
    return Workspace.open(config.db)


def decisions(config: Config) -> dict[str, Decision]:
    """What people have decided, by the ids of the lines, in the order in which it applies.

    Raises:
        ConfigError: a line of the file is malformed, or it cannot be read.
    """
    from kgbuild.stages.store.decisions import read_by_id

    return read_by_id(config.decisions_file)


def _draw(
    graph: Graph,
    workspace: Workspace,
    *,
    config: Config,
    progress: Progress | None,
    choice: Choice | None = None,
) -> None:
    from kgbuild.stages.view import write_html

    _spare(config.html, workspace, config=config, by="--html")
    _tell(progress, "view")
    write_html(graph, config.html, schema=config.schema, mentions=workspace.mentions(), choice=choice)


def _spare(path: Path, workspace: Workspace, *, config: Config, by: str = "") -> None:
    kept = {"it is the workspace": config.db, "it holds people's decisions": config.decisions_file}
    spare(path, kept, reports=workspace.paths(), by=by)


def _load(
    workspace: Workspace,
    rulings: Rulings,
    *,
    config: Config,
    progress: Progress | None,
    dry_run: bool = False,
    tell: Callable[[Change], None] | None = None,
) -> SyncReport:
    """Load what was last resolved, read anew so that it is never whole in memory."""
    from kgbuild.stages.store import neo4j

    identity = workspace.identity()
    with workspace.streamed(rulings.statuses) as graph:
        return neo4j.sync(
            graph,
            settings=config.neo4j,
            schema=config.schema,
            workspace=identity,
            file=config.db.name,
            progress=progress,
            dry_run=dry_run,
            tell=tell,
        )


def _counted(sources: Sequence[Source], progress: Progress | None) -> Iterator[Source]:
    _tell(progress, "read", of=len(sources))
    for done, source in enumerate(sources, 1):
        yield source
        _tell(progress, "read", done, of=len(sources))


def _tell(progress: Progress | None, step: str, done: int = 0, *, of: int = 1) -> None:
    if progress is not None:
        progress(step, done, of)
