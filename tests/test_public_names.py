from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import kgbuild
from kgbuild import errors

PACKAGE = Path(kgbuild.__file__).parent


def declared_for_type_checkers() -> set[str]:
    """The names that kgbuild/__init__.py imports under TYPE_CHECKING."""
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    imported = {name.name for node in block.body if isinstance(node, ast.ImportFrom) for name in node.names}
    return imported | {"__version__"}


def test_the_public_names_are_sorted_and_each_stands_once() -> None:
    assert kgbuild.__all__ == sorted(set(kgbuild.__all__))


@pytest.mark.parametrize("name", kgbuild.__all__)
def test_every_public_name_exists(name: str) -> None:
    assert getattr(kgbuild, name) is not None


def test_type_checkers_see_the_same_names() -> None:
    assert declared_for_type_checkers() == set(kgbuild.__all__)


def test_every_error_is_public() -> None:
    assert set(errors.__all__) <= set(kgbuild.__all__)


def test_a_public_name_is_the_one_of_its_home() -> None:
    for home in ("config", "errors", "model", "pipeline", "reports", "schema"):
        module = import_module(f"kgbuild.{home}")
        for name in set(module.__all__) & set(kgbuild.__all__):
            assert getattr(kgbuild, name) is getattr(module, name)


def test_dir_lists_the_public_names() -> None:
    assert set(kgbuild.__all__) <= set(dir(kgbuild))


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'extrakt'"):
        _ = kgbuild.extrakt


def modules_with_all() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "__all__" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", modules_with_all(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_module_defines_what_it_declares_public(path: Path) -> None:
    names = dict(top_level_names(ast.parse(path.read_text(encoding="utf-8"))))
    assert set(ast.literal_eval(names["__all__"])) <= names.keys()


def top_level_names(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Every name that a module gives itself, with the statement's value or the statement."""
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            yield statement.name, statement
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id, getattr(statement, "value", statement)
            elif isinstance(node, ast.alias):
                yield node.asname or node.name, node
