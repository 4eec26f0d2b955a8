from __future__ import annotations

import inspect

import pytest

from kgbuild import errors
from kgbuild.errors import KgbuildError, StoreUnavailable, WorkspaceError, WorkspaceTooNew

CLASSES = [getattr(errors, name) for name in errors.__all__]


def test_all_errors_of_the_module_are_public() -> None:
    classes = {name for name, one in vars(errors).items() if inspect.isclass(one)}
    assert classes == set(errors.__all__)


@pytest.mark.parametrize("error", CLASSES)
def test_one_except_catches_them_all(error: type[KgbuildError]) -> None:
    with pytest.raises(KgbuildError) as caught:
        raise error("the disk is full", hint="make room")
    assert str(caught.value) == "the disk is full"
    assert caught.value.hint == "make room"


@pytest.mark.parametrize("error", CLASSES)
def test_the_tree_at_the_top_of_the_module_draws_each_with_its_exit_code(error: type[KgbuildError]) -> None:
    assert errors.__doc__ is not None
    line = next(line for line in errors.__doc__.splitlines() if error.__name__ in line.split())
    if "exit_code" in vars(error) and error is not KgbuildError:
        assert f" {error.exit_code}: " in line


def test_each_kind_of_failure_has_its_own_exit_code() -> None:
    own = [error.exit_code for error in CLASSES if "exit_code" in vars(error)]
    assert len(own) == len(set(own))
    assert 0 not in own


def test_a_newer_workspace_is_a_workspace_error() -> None:
    assert issubclass(WorkspaceTooNew, WorkspaceError)
    assert WorkspaceTooNew.exit_code == WorkspaceError.exit_code


def test_a_hint_is_optional() -> None:
    assert StoreUnavailable("gone").hint == ""
