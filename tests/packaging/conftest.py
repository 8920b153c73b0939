"""One release for all tests of the package, and one environment outside the repository that holds it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import releasing
from releasing import Release


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Both archives, built from a copy of the sources."""
    return releasing.release(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="session")
def programs(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel, and sees no sources."""
    return releasing.environment(tmp_path_factory.mktemp("environment"), release.wheel).parent


@pytest.fixture(scope="session")
def call(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """A function that runs a program of that environment, elsewhere, and returns what it writes."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    def run(program: str, *arguments: str) -> str:
        return releasing.output([str(programs / program), *arguments], elsewhere)

    return run
