"""What is in the two archives of a release: everything that the program, its readers and its testers need."""

from __future__ import annotations

import tarfile
import zipfile

from releasing import PACKAGES, ROOT, Release


def in_repository(*folders: str) -> set[str]:
    """Return the files under ``folders``, as paths from the root of the repository."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts}


def test_wheel_holds_every_file_of_the_packages(release: Release) -> None:
    """Whatever lies in a package (rules, law, templates, styles, schemas) is in the wheel, and no more."""
    names = zipfile.ZipFile(release.wheel).namelist()
    assert {name for name in names if name.startswith(PACKAGES)} == in_repository(*PACKAGES)


def test_wheel_holds_the_examples_and_the_licence(release: Release) -> None:
    """The page of an installed package opens with an example; the licence comes along."""
    names = {name.rpartition("/")[2] for name in zipfile.ZipFile(release.wheel).namelist()}
    assert {path.name for path in (ROOT / "examples").glob("*.txt")} | {"LICENSE"} <= names


def test_source_archive_can_be_tested_and_documented(release: Release) -> None:
    """The source archive holds packages, tests, examples, docs, benchmarks and what stands beside them."""
    with tarfile.open(release.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    beside = {"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "mkdocs.yml",
              "pyproject.toml", "requirements.lock", "requirements-dev.lock"}  # fmt: skip
    folders = (*PACKAGES, "benchmarks", "docs", "examples", "tests", ".streamlit")
    assert in_repository(*folders) | beside <= names
