"""The tests against the built wheel, away from the sources, in every Python that is supported and found here.

    python tests/packaging/pythons.py [--here | --only VERSION] [TEST ...]

The wheel is built, and for each of Python 3.11, 3.12 and 3.13 (among those of pyenv and on the path)
installed with the locked dependencies into an environment under ``.venv/pythons``, which is kept; ``--here``
takes this Python only, and the dependencies that it has. Then the tests named run, or those of ``TESTS``,
from a copy of the repository without the packages. A Python that is not there is passed over with a sentence.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from releasing import NOT_SOURCES, PACKAGES, ROOT, environment, output, release

VERSIONS = ("3.11", "3.12", "3.13")
# All but what needs a browser, recognition, another program, or takes long and is the same in any Python.
TESTS = (
    "tests/benign", "tests/comparing", "tests/judging", "tests/language", "tests/patterns", "tests/reporting",
    "tests/steps", "tests/ui", "tests/reading/test_reading_docx.py", "tests/reading/test_reading_html.py",
    "tests/reading/test_reading_isolation.py", "tests/reading/test_reading_pdf.py",
    "tests/reading/test_reading_text.py", "tests/test_cli.py", "tests/test_cli_steps.py",
    "tests/test_examples.py", "tests/test_public_api.py", "tests/test_verifying_files.py",
)  # fmt: skip


def main() -> int:
    """Run the tests in each Python; return 1 where any failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("tests", nargs="*", default=TESTS, metavar="TEST")
    parser.add_argument("--here", action="store_true", help="this Python only, with what it has installed")
    parser.add_argument("--only", nargs=1, choices=VERSIONS, default=VERSIONS, dest="versions")
    options = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        wheel = release(Path(folder)).wheel
        elsewhere = Path(folder) / "elsewhere"
        shutil.copytree(ROOT, elsewhere, ignore=without_packages)
        here = [environment(Path(folder) / "here", wheel)] if options.here else []
        for python in here or prepared(wheel, options.versions):
            failed |= bool(tested(python, elsewhere, options.tests))
    return int(failed)


def without_packages(folder: str, names: list[str]) -> set[str]:
    """Return which of ``names`` in ``folder`` stay behind: the packages, and what are no sources."""
    return {*NOT_SOURCES(folder, names), *(PACKAGES if Path(folder) == ROOT else ())}


def prepared(wheel: Path, versions: Sequence[str]) -> list[Path]:
    """Return the Python of an environment with ``wheel`` for each of ``versions`` that is found."""
    pythons = []
    for version in versions:
        found = interpreter(version)
        if found is None:
            print(f"没有找到 Python {version}，跳过。", file=sys.stderr)
            continue
        folder = ROOT / ".venv" / "pythons" / version
        python = folder / "bin" / "python"
        # With a pip of its own: an older one, for an older Python, does not run in a newer.
        subprocess.run([found, "-m", "venv", str(folder)], check=True)
        pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        output([*pip, "--require-hashes", "-r", str(ROOT / "requirements-dev.lock")])
        output([*pip, "--no-deps", "--no-index", "--force-reinstall", str(wheel)])
        pythons.append(python)
    return pythons


def interpreter(version: str) -> Path | None:
    """Return the newest Python of ``version`` that pyenv has, or else that on the path, or None."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    known = sorted(pyenv.glob(f"{version}.*/bin/python"))
    on_path = shutil.which(f"python{version}")
    return known[-1] if known else Path(on_path) if on_path else None


def tested(python: Path, folder: Path, tests: Sequence[str]) -> int:
    """Return the exit status of ``tests``, run by ``python`` in ``folder``."""
    print(subprocess.check_output([python, "--version"], text=True).strip(), flush=True)
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [str(python), "-m", "pytest", "-p", "no:cacheprovider", *tests]
    return subprocess.run(command, cwd=folder, env=surroundings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
