"""Make a release as people get it: the two archives, and environments that hold the wheel and no sources."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGES = ("analyzer", "clause_patterns", "ui")
# What a working folder holds beside the sources.
NOT_SOURCES = shutil.ignore_patterns(
    ".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "*.egg-info", "build", "dist", "site",
    "screenshots",
)  # fmt: skip
BACKEND = "import sys, setuptools.build_meta as backend; getattr(backend, sys.argv[1])(sys.argv[2])"


class Release(NamedTuple):
    """The two archives of one version."""

    sdist: Path
    wheel: Path


def release(folder: Path) -> Release:
    """Build both archives in ``folder``, which is empty: the wheel from the source archive, as pip would."""
    shutil.copytree(ROOT, folder / "sources", ignore=NOT_SOURCES)
    output([sys.executable, "-c", BACKEND, "build_sdist", str(folder)], folder / "sources")
    sdist = next(folder.glob("*.tar.gz"))
    with tarfile.open(sdist) as archive:
        # Python 3.11.3 and older know no filter, newer ones ask for one.
        safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(folder / "unpacked", **safely)  # type: ignore[arg-type]
    (unpacked,) = (folder / "unpacked").iterdir()
    output([sys.executable, "-c", BACKEND, "build_wheel", str(folder)], unpacked)
    return Release(sdist, next(folder.glob("*.whl")))


def environment(folder: Path, wheel: Path) -> Path:
    """Make an environment that holds ``wheel`` and sees what this one has installed; return its Python."""
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    install(python, "--no-deps", "--no-index", str(wheel))
    own = next(folder.glob("lib/python*/site-packages"))
    # A folder named in a .pth file is searched, but the .pth files in it are not: no editable install counts.
    (own / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def install(python: Path, *arguments: str) -> None:
    """Install what ``arguments`` of pip name into the environment of ``python``."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    output([*pip, "install", "--quiet", *arguments])


def output(command: list[str], folder: Path | None = None) -> str:
    """Return what ``command`` writes, run in ``folder`` without the settings that lead Python to sources."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout
