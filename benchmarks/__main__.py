"""All benchmarks with one command.

    python benchmarks [--list] [--all] [NAME ...]

runs those named, or all that take a minute or two, with settings to suit; ``--all`` runs them as they are
meant to be run, which takes hours; ``--list`` only says what there is. Each can be run by itself, with
settings of its own: see its first lines. The exit code is 1 where one failed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent


class Benchmark(NamedTuple):
    """What a script measures, and its arguments: when it must be quick (None: it cannot be), and in full."""

    measures: str
    quick: tuple[str, ...] | None
    full: Callable[[], tuple[str, ...] | None] = tuple


def fonts() -> tuple[str, ...] | None:
    """Return the Chinese fonts of this machine, None where none is known."""
    try:
        listed = subprocess.check_output(["fc-list", ":lang=zh-cn", "-f", "%{file}\n"], text=True)
    except OSError:
        return None
    return tuple(sorted(set(listed.split("\n")) - {""})) or None


BENCHMARKS = {
    "speed": Benchmark("分析文字的用时：与 jieba 分词之比，随字数增长，古怪的文字", ()),
    "forms": Benchmark("八千句生成的句子读对多少：精确率、召回率、F1", ("--each", "5")),
    "reading": Benchmark("读 PDF 的用时和内存：与 pdfplumber 之比", ()),
    "fuzz": Benchmark("成千份弄坏的文件：结果、用时、留下什么", ("40",)),
    "batch": Benchmark("一万份文件：两个进程、一个集群各快几倍，一份要多少", ("400", "1")),
    "ocr": Benchmark("识别图片：字错率、每页用时、内存", None),
    "page": Benchmark("页面打开、翻找、筛选各用多久（要有 Chromium）", None),
    "load": Benchmark("二十个人同时用页面：各等多久（要有 Chromium）", None),
    "misreadings": Benchmark("识别会认错哪些字（要有中文字体）", None, fonts),
    "fuzz_atheris": Benchmark("由覆盖率引导的模糊测试（要另装 atheris，单独运行）", None, lambda: None),
}


def main() -> int:
    """Run what was asked for; return 1 where one failed."""
    parser = argparse.ArgumentParser(prog="python benchmarks", description=(__doc__ or "").splitlines()[0])
    known = [name for name in BENCHMARKS if script(name).exists()]
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    parser.add_argument("--all", action="store_true", help="every one, in full")
    parser.add_argument("--list", action="store_true", help="only say what there is")
    options = parser.parse_args()
    if unknown := set(options.names) - set(known):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    failed = []
    for name in options.names or known:
        benchmark = BENCHMARKS[name]
        in_full = options.all or (options.names and benchmark.quick is None)
        arguments = benchmark.full() if in_full else benchmark.quick
        if options.list or arguments is None:
            print(f"{name:<14}{benchmark.measures}{'' if options.list else '：跳过'}", flush=True)
            continue
        print(f"\n== {name}：{benchmark.measures}", flush=True)
        command = [sys.executable, str(script(name)), *arguments]
        if subprocess.run(command, cwd=HERE.parent, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"没有通过：{'、'.join(failed)}", file=sys.stderr)
    return bool(failed)


def script(name: str) -> Path:
    """Return the file of a benchmark."""
    return HERE / f"{name}.py"


if __name__ == "__main__":
    sys.exit(main())
