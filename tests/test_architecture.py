"""The promises of the layout: order of the stages, who may import whom, and what a start must not load."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import kgbuild
from kgbuild import pipeline

PACKAGE = Path(kgbuild.__file__).parent
ROOT = PACKAGE.parent

# A module may import from its own layer and those below; the longest matching name counts.
LAYERS = {
    "kgbuild.errors": 0,
    "kgbuild.model": 0,
    "kgbuild.schema": 0,
    "kgbuild.ahead": 1,
    "kgbuild.plugins": 1,
    "kgbuild.config": 1,
    "kgbuild.annotations": 1,
    "kgbuild.areas": 1,
    "kgbuild.assets": 1,
    "kgbuild.confidence": 1,
    "kgbuild.dating": 1,
    "kgbuild.echelons": 1,
    "kgbuild.files": 1,
    "kgbuild.gazetteer": 1,
    "kgbuild.pairs": 1,
    "kgbuild.projection": 1,
    "kgbuild.tags": 1,
    "kgbuild.wrapping": 1,
    "kgbuild.stages": 2,
    "kgbuild.pipeline": 3,
    "kgbuild.reports": 3,
    "kgbuild": 3,  # the public names, loaded lazily
    "kgbuild.ask": 4,
    "kgbuild.decide": 4,
    "kgbuild.evaluate": 4,
    "kgbuild.train": 4,
    "kgbuild.cli": 5,
    "kgbuild.__main__": 5,
}
OWNERS = {
    "neo4j": ("kgbuild.stages.store.neo4j",),
    "networkx": ("kgbuild.stages.resolve", "kgbuild.stages.view", "kgbuild.stages.write"),
    "onnxruntime": ("kgbuild.stages.parse", "kgbuild.train"),
    "pyvis": ("kgbuild.stages.view",),
    "rich": ("kgbuild.cli",),
    "sqlite3": ("kgbuild.stages.store",),
    "torch": ("kgbuild.train",),
    "trafilatura": ("kgbuild.stages.acquire", "kgbuild.stages.clean"),
    "typer": ("kgbuild.cli",),
}
# The modules of stages that what stands around may use by themselves, without running the stage.
PARTS = {
    "kgbuild.ask.neo4j": ("kgbuild.stages.store.neo4j",),
    "kgbuild.decide.names": tuple(f"kgbuild.stages.resolve.{name}" for name in ("compare", "name", "profiles")),
    "kgbuild.decide": ("kgbuild.stages.store.decisions",),
    "kgbuild.train": ("kgbuild.stages",),  # it shares the arithmetic of the stages that run its model
}
# Who may import the command line and the training: `python -m kgbuild` and `kgbuild train`.
WAYS_IN = (("kgbuild.__main__", "kgbuild.cli"), ("kgbuild.cli.quality", "kgbuild.train"))
HEAVY = {
    "neo4j",
    "networkx",
    "numpy",
    "onnxruntime",
    "pyvis",
    "rich",
    "spacy",
    "thinc",
    "torch",
    "trafilatura",
}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def imports_of(module: str) -> frozenset[str]:
    """Every module that `module` imports, anywhere in it; `from kgbuild import x` counts as kgbuild.x."""
    return frozenset(_imports(ast.parse(MODULES[module].read_text(encoding="utf-8"))))


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None and node.level == 0, "imports are absolute"
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (one if one in MODULES else node.module for one in modules)


def layer_of(module: str) -> int:
    return LAYERS[max((name for name in LAYERS if belongs(module, name)), key=len)]


def belongs(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def stage_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[2] if parts[:2] == ["kgbuild", "stages"] and len(parts) > 2 else None


def test_the_stage_folders_sort_in_running_order() -> None:
    folders = sorted(path.name for path in (PACKAGE / "stages").iterdir() if (path / "__init__.py").exists())
    assert tuple(folders) == pipeline.STAGES


def test_the_pipeline_runs_the_stages_in_order() -> None:
    tree = ast.parse(MODULES["kgbuild.pipeline"].read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    used: set[str] = set()
    for function in functions:
        order = [pipeline.STAGES.index(stage) for name in _imports(function) if (stage := stage_of(name))]
        assert order == sorted(order), f"{function.name} imports stages out of order"
        used |= {pipeline.STAGES[number] for number in order}
    components = [name.removeprefix("kgbuild_") for name in pipeline.COMPONENTS]
    assert components == ["parse", "recognise", "refer", "relate"]
    assert used | set(components) == set(pipeline.STAGES)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_its_place(module: str) -> None:
    # Of modules, only those named in the table may stand directly in the package.
    assert module in LAYERS or module.count(".") > 1 or module == "kgbuild.stages"


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module: str) -> None:
    for imported in imports_of(module):
        if belongs(imported, "kgbuild"):
            assert layer_of(imported) <= layer_of(module), f"{module} imports {imported}"


@pytest.mark.parametrize("module", [name for name in MODULES if layer_of(name) == 0])
def test_the_words_need_only_the_standard_library(module: str) -> None:
    foreign = {name.split(".")[0] for name in imports_of(module)} - sys.stdlib_module_names
    assert foreign <= {"kgbuild", "tomli", "tomllib"}  # tomli is what tomllib was called before Python 3.11


@pytest.mark.parametrize("module", [name for name in MODULES if stage_of(name)])
def test_no_stage_imports_another(module: str) -> None:
    stages = {stage for imported in imports_of(module) if (stage := stage_of(imported))}
    assert stages <= {stage_of(module)}


@pytest.mark.parametrize("module", [name for name in MODULES if layer_of(name) > 3])
def test_what_stands_around_runs_no_stage_but_through_the_pipeline(module: str) -> None:
    allowed = next((parts for package, parts in PARTS.items() if belongs(module, package)), ())
    for imported in runtime_imports(module):
        if stage_of(imported):
            assert any(belongs(imported, part) for part in allowed), f"{module} imports {imported}"


def runtime_imports(module: str) -> list[str]:
    """What `module` imports when it runs, so without what only type checkers see."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = [ast.Pass()]
    return list(_imports(tree))


@pytest.mark.parametrize("module", MODULES)
def test_a_heavy_library_has_one_owner(module: str) -> None:
    for imported in imports_of(module):
        owners = OWNERS.get(imported.split(".")[0], (module,))
        if not any(belongs(module, owner) for owner in owners):
            # A name in an annotation loads nothing.
            assert imported not in runtime_imports(module), f"{module} imports {imported}"


@pytest.mark.parametrize("module", MODULES)
def test_nobody_imports_the_command_line_or_the_training(module: str) -> None:
    for package in ("kgbuild.cli", "kgbuild.train"):
        if not belongs(module, package) and (module, package) not in WAYS_IN:
            assert not [name for name in imports_of(module) if belongs(name, package)]


def loaded_after(code: str) -> set[str]:
    """The top-level modules that a fresh Python has loaded after `code`."""
    report = "import sys; print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(run.stderr.split())


@pytest.mark.parametrize(
    "code",
    [
        "import kgbuild",
        "import kgbuild; kgbuild.Document, kgbuild.ingest, kgbuild.load_config",
        "from kgbuild.cli import main; main(['--help'])",
        "from kgbuild.cli import main; main(['ingest', '--help'])",
        "from kgbuild.cli import main; main(['--version'])",
        *(f"import kgbuild.stages.{stage}" for stage in pipeline.STAGES),
    ],
)
def test_a_start_loads_nothing_heavy(code: str) -> None:
    assert not loaded_after(code) & HEAVY
