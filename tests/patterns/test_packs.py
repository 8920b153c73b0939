"""Own rules lie over the library: from a folder, from an installed package, and with a sentence if broken."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from analyzer import UsageError, analyze
from analyzer.cli import app
from clause_patterns import load_library, packs
from clause_patterns.load import lay_over

ROOT = Path(__file__).parents[2]
PACK = ROOT / "examples" / "pack" / "password_patterns"
SENTENCE = "乙方有权收集甲方的手机锁屏密码。"
RULE = """\
- id: {id}
  title: 读取通讯录
  category: contacts
  severity: low
  when:
    - {{action: [collect], data: [contact-list]}}
  explain: 对方可以看到您手机里所有人的电话。
  advice: [关掉通讯录权限。]
  examples:
    flag: [贷款人收集通讯录。, 平台会收集您的通讯录。, 我们将收集手机通讯录。]
    pass: [我们不收集通讯录。, 借款人应当还款。, 本合同一式两份。]
"""


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test leaves packs in use behind."""
    monkeypatch.setenv(packs.SETTING, "")


@pytest.fixture
def run() -> Callable[..., Result]:
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of one rule, which takes the place of one of ours."""
    folder = tmp_path / "mine"
    (folder / "rules").mkdir(parents=True)
    (folder / "rules" / "mine.yaml").write_text(RULE.format(id="contact-list-collection"), encoding="utf-8")
    return folder


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "合同.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    return path


def test_a_folder_of_rules_is_used(run: Callable[..., Result], contract: Path) -> None:
    """What only an own rule with an own word finds is in the report, and not without it."""
    assert "要您交出密码" not in run("check", contract).stdout
    assert "要您交出密码" in run("check", contract, "--patterns", PACK).stdout


def test_a_known_id_is_overridden(pack: Path) -> None:
    """The library has as many rules as before, and one is the author's."""
    library = load_library(packs=[pack])
    assert list(library.rules) == list(load_library(packs=[]).rules)
    assert library.rules["contact-list-collection"].severity == "low"


def test_own_rules_are_named_in_an_evidence_report(
    run: Callable[..., Result], contract: Path, tmp_path: Path
) -> None:
    """Who reads the report sees that own rules were used, and which."""
    for options, named in (((), False), (("--patterns", PACK), True)):
        page = tmp_path / "证据.html"
        assert run("check", contract, "--format", "evidence", "--output", page, *options).exit_code == 0
        assert ("自己的规则 password_patterns 的 SHA-256" in page.read_text(encoding="utf-8")) is named


WRONG = [
    ("", "", "没有这个文件夹"),
    ("说明.txt", "规则", "里面没有规则包的文件"),
    ("rules/a.yaml", "- id: 坏\n", "rules/a.yaml:1: "),
    ("rules/a.yaml", RULE.format(id="a-rule").replace("contact-list", "contacts-list"), "contacts-list"),
    ("lexicon/a.yaml", "- {id: a, kind: data, title: 甲, patterns: ['甲(']}\n", "不是正则表达式"),
    ("lexicon/a.yaml", "- {id: a, kind: data, title: 甲, patterns: ['甲.*乙']}\n", "没有上限"),
    ("lexicon/a.yaml", "- {id: collect, kind: data, title: 收集, terms: [收集]}\n", "条款库原有的"),
    ("lexicon/a.yaml", "- {id: a, kind: data, kind: party, title: 甲, terms: [甲]}\n", "写了两次"),
]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_folder_is_told_in_a_sentence(
    run: Callable[..., Result], contract: Path, tmp_path: Path, wrong: tuple[str, str, str]
) -> None:
    """Whatever is wrong with the folder: one sentence, in Chinese, and status 2."""
    name, content, told = wrong
    folder = tmp_path / "mine"
    if name:
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(content, encoding="utf-8")
    result = run("check", contract, "--patterns", folder)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert told in line
    assert str(folder) in line


def installed(folder: Path, module: str, name: str) -> None:
    """Make a package as pip leaves it when it has installed a pack."""
    about = folder / f"{module}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n", encoding="utf-8"
    )
    (about / "entry_points.txt").write_text(f"[{packs.GROUP}]\n{name} = {module}\n", encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for packages, which this process looks at as well."""
    monkeypatch.syspath_prepend(tmp_path)
    packs.installed_packs.cache_clear()
    return tmp_path


@pytest.fixture(autouse=True)
def _installed_anew() -> object:
    yield
    packs.installed_packs.cache_clear()


def test_an_installed_pack_is_used_without_any_option(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the example package is installed, its rule is applied wherever documents are analysed."""
    monkeypatch.syspath_prepend(PACK.parent)
    installed(site, PACK.name, "passwords")
    packs.installed_packs.cache_clear()
    assert "password-collection" in {finding.rule for finding in analyze(SENTENCE).findings}
    assert [pack.folder for pack in load_library().packs] == [PACK]


def test_a_broken_installed_pack_is_named(site: Path, run: Callable[..., Result], contract: Path) -> None:
    """A package that cannot be imported leaves one sentence with its name, on every way to the library."""
    installed(site, "nowhere_patterns", "nowhere")
    for call in (("check", contract), ("rules",), ("compare", "--a", contract, "--b", contract), ("ui",)):
        result = run(*call)
        assert result.exit_code == 2
        (line,) = result.stderr.splitlines()
        assert "规则包 nowhere 打不开" in line
    with pytest.raises(UsageError, match="nowhere"):
        analyze(SENTENCE)


def test_a_mistake_in_an_installed_pack_names_the_pack(
    site: Path, pack: Path, run: Callable[..., Result], contract: Path
) -> None:
    """File, line, and which package to complain about."""
    (pack / "rules" / "mine.yaml").write_text("- id: 坏\n", encoding="utf-8")
    installed(site, "mine", "their-rules")
    result = run("check", contract)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert "mine.yaml:1: " in line
    assert "规则包 their-rules" in line


def test_a_name_in_the_environment_reaches_other_processes(contract: Path) -> None:
    """A setting of the shell does the same as the option."""
    command = [sys.executable, "-c", "from analyzer.cli import main; main()", "rules", "password-collection"]
    done = subprocess.run(command, env={packs.SETTING: str(PACK)}, cwd=ROOT, capture_output=True, check=True)
    assert "要您交出密码" in done.stdout.decode()


def test_texts_lie_over_the_library_as_folders_do() -> None:
    """A rule that stands in no file yet is read, and its mistakes have their lines."""
    library = load_library(packs=[])
    sound = lay_over(library, {"rules/mine.yaml": RULE.format(id="a-rule")})
    assert "a-rule" in sound.sound().rules
    wrong = lay_over(library, {"rules/mine.yaml": RULE.format(id="a-rule").replace("severity", "severty")})
    assert [(each.line, each.problem) for each in wrong.mistakes] == [
        (4, "severty：没有这个键，您要的是 severity 吗？")
    ]


def test_the_page_and_its_workers_use_own_rules(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The page is started with the rules of the option, and so are the processes that analyse for it."""
    given: list[str] = []
    monkeypatch.setattr("analyzer.serving.serve", lambda *_, **__: given.append(os.environ[packs.SETTING]))
    assert run("ui", "--patterns", PACK).exit_code == 0
    assert given == [str(PACK)]
    script = tmp_path / "page.py"
    script.write_text(
        "from ui.jobs import Queue, work\n"
        "if __name__ == '__main__':\n"
        "    queue = Queue(1)\n"
        f"    job = queue.submit(queue, work.analyse, {SENTENCE!r})\n"
        "    print([finding.rule for finding in job.future.result()[0].findings])\n"
        "    queue.close()\n",
        encoding="utf-8",
    )
    env = {**os.environ, packs.SETTING: given[0], "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, script], env=env, cwd=ROOT, capture_output=True, check=True)
    assert "password-collection" in done.stdout.decode()
