# Two targets for everyone: `make run` opens the page, `make test` checks everything.
# For developers: `make docs` builds the documentation into site/, `make bench` measures, `make test-wheel` runs
# the tests against the built wheel, `make pythons` does so in every supported Python that is found here, and
# `make lock` renews the locks after a change of the dependencies in pyproject.toml.

PYTHON ?= python3
PORT ?= 8501
GOLD := ../shared/gold
# Micro F1 on the labelled documents, and on the labelled sentences, that must not be lost again.
FLOOR := 0.90
SENTENCE_FLOOR := 0.88
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test docs bench test-wheel pythons lock system
.DELETE_ON_ERROR:

run: .venv/run.stamp
	$(BIN)/loanclause ui --port $(PORT)

test: .venv/test.stamp system
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile
	@if [ -d $(GOLD) ]; then $(BIN)/loanclause evaluate $(GOLD) --by-rule --floor $(FLOOR) && \
	  $(BIN)/loanclause evaluate $(GOLD)/sentences.tsv --floor $(SENTENCE_FLOOR) && \
	  $(BIN)/loanclause evaluate $(GOLD) --negatives; \
	elif [ "$$CI" = true ]; then echo "缺少 $(GOLD)，无法评测。" >&2; exit 1; \
	else echo "没有 $(GOLD)（标注过的文档），跳过评测。"; fi

docs: .venv/test.stamp
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	@echo "在 site/ 里。要能搜索，用 $(BIN)/python -m http.server --bind 127.0.0.1 -d site 打开。"

bench: .venv/test.stamp
	$(BIN)/python benchmarks

test-wheel: .venv/test.stamp
	$(BIN)/python tests/packaging/pythons.py --here

pythons: .venv/test.stamp
	$(BIN)/python tests/packaging/pythons.py

# The stamps are renewed when the locks or the project's metadata change.
.venv/run.stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
	{ echo "需要 Python 3.11 到 3.13，可以这样指定：make run PYTHON=python3.11" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps -e .
	touch $@

.venv/test.stamp: .venv/run.stamp requirements-dev.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@

# The page is tested in Debian's Chromium, letters in LibreOffice; PDFs that embed no font and pictures need
# Chinese fonts. Where these cannot be had, their tests are skipped, but not in CI.
system:
	@{ command -v chromium && command -v soffice && fc-list | grep -q wqy-microhei; } >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ]; then as_root=; else as_root="sudo -n"; fi; \
	  $$as_root apt-get -qq update && \
	  DEBIAN_FRONTEND=noninteractive $$as_root apt-get -qq install -y --no-install-recommends \
	    chromium fontconfig fonts-droid-fallback fonts-wqy-microhei libreoffice-writer-nogui; \
	} >/dev/null 2>&1 || { \
	  echo "没有 Chromium、LibreOffice 或中文字体，也无法安装：跳过用到它们的测试。" >&2; [ "$$CI" != true ]; }

lock:
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/python -m pip install --quiet uv
	.venv/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --custom-compile-command "make lock" --upgrade \
	  --group dev --extra ocr --extra cluster pyproject.toml --output-file requirements-dev.lock
	.venv/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --custom-compile-command "make lock" --upgrade \
	  --constraint requirements-dev.lock --extra ocr pyproject.toml --output-file requirements.lock
