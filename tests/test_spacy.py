"""In spaCy: the components on any tokens, their results saved and sent, the pipeline saved and loaded."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import analyzer
import analyzer.spacy_pipes
import analyzer.spacy_words
from analyzer.errors import UsageError
from clause_patterns import load_library
from clause_patterns.saved import restored, saved

EXAMPLES = Path(__file__).parents[1] / "examples"
TEXT = "贷款人有权读取借款人的通讯录，不得上传短信内容。"
OUR_WORDS = {"nlp": {"tokenizer": {"@tokenizers": "loan_words.v1", "words": ["云朵贷款超市"]}}}


@pytest.fixture(scope="module")
def nlp() -> Language:
    """spaCy's own blank Chinese pipeline, which cuts single characters, with our component."""
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("loan_statements")
    return pipeline


def places(doc: Doc) -> list[tuple[int, int, str]]:
    return [(span.start_char, span.end_char, span.label_) for span in doc.spans["findings"]]


@pytest.mark.parametrize("name", ["aggressive_loan_contract", "moderate_privacy_policy"])
def test_findings_lie_where_the_report_has_them(nlp: Language, name: str) -> None:
    """On spaCy's own tokens the spans are the report's findings and statements, place by place."""
    text = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    doc, report = nlp(text), analyzer.analyze(text)
    assert doc.text == text
    assert places(doc) == [(one.start, one.end, one.rule) for one in report.findings]
    assert [span._.loan_finding for span in doc.spans["findings"]] == list(report.findings)
    assert [span._.loan_statement for span in doc.spans["statements"]] == list(report.statements)


@pytest.mark.parametrize(
    "text",
    [
        "贷 款 人 有 权 读 取 借 款 人 的 通 讯 录 。",
        "甲方：张三\r\n貸款人有權讀取借款人的通訊錄。",
        "😀贷款人有权读取　借款人的通讯录！",
    ],
    ids=["blanks", "traditional", "emoji"],
)
def test_places_are_those_of_the_text_as_given(nlp: Language, text: str) -> None:
    """Blanks, line ends and traditional characters are read through, and the spans lie on them."""
    doc = nlp(text)
    assert doc.text == text
    assert places(doc) == [(one.start, one.end, one.rule) for one in analyzer.analyze(text).findings]
    assert "contact-list-collection" in {span.label_ for span in doc.spans["findings"]}


def test_a_span_is_widened_to_whole_tokens(nlp: Language) -> None:
    """Where a token straddles the edge of a finding, the span takes it whole; the finding has the place."""
    words = ["前言。贷款人", "有权读取借款人的通讯录。"]
    doc = nlp(Doc(nlp.vocab, words=words, spaces=[False, False]))
    (span,) = doc.spans["findings"]
    assert span.text == doc.text
    assert (span._.loan_finding.start, span._.loan_finding.end) == (3, len(doc.text))


def test_every_group_of_spans_has_its_labels(nlp: Language) -> None:
    """Parts, concepts and statements are there beside the findings; other spans stand for nothing."""
    doc = nlp(TEXT)
    assert {(span.text, span.label_) for span in doc.spans["statements"]} == {
        (TEXT, "authorizes:collect"),
        (TEXT, "protects:collect"),
    }
    found = {(span.text, span.label_) for span in doc.spans["concepts"]}
    assert {("通讯录", "contact-list"), ("贷款人", "provider"), ("借款人", "borrower")} <= found
    assert {label for _, label in found} <= set(load_library().concepts)
    assert [span.text for span in doc.spans["parts"]] == [TEXT]
    assert doc[0:2]._.loan_finding is None
    assert doc.spans["statements"][0]._.loan_finding is None


def test_a_stage_may_be_had_alone() -> None:
    """Who needs only clauses, parties or concepts adds that component, and nothing later is made."""
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("loan_outline")
    doc = pipeline("第一条 定义\n甲方（借款人）：张三\n")
    assert [span.label_ for span in doc.spans["clauses"]] == ["第一条"]
    assert "concepts" not in doc.spans
    assert not doc._.loan_parties
    pipeline.add_pipe("loan_parties")
    assert pipeline("甲方（借款人）：张三\n")._.loan_parties["甲方"] == "borrower"
    pipeline.add_pipe("loan_concepts")
    doc = pipeline(TEXT)
    assert doc.spans["concepts"]
    assert "statements" not in doc.spans


@pytest.mark.parametrize("nothing", ["", "\n", " "], ids=ascii)
def test_an_empty_text_has_no_findings(nlp: Language, nothing: str) -> None:
    """Texts that include an empty one give no findings for it, and no error."""
    doc = nlp(nothing)
    assert doc.text == nothing
    assert [len(doc.spans[name]) for name in ("parts", "concepts", "statements", "findings")] == [0] * 4


def test_docbin_keeps_findings(nlp: Language) -> None:
    """What DocBin wrote and another vocabulary reads has the same spans, findings and parties."""
    doc = nlp((EXAMPLES / "authorization_letter.txt").read_text(encoding="utf-8"))
    data = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (back,) = DocBin().from_bytes(data).get_docs(spacy.blank("xx").vocab)
    assert back.text == doc.text
    assert places(back) == places(doc) != []
    assert [span._.loan_finding for span in back.spans["findings"]] == [
        span._.loan_finding for span in doc.spans["findings"]
    ]
    assert back._.loan_parties == doc._.loan_parties
    assert places(Doc(doc.vocab).from_bytes(doc.to_bytes())) == places(doc)


def test_our_words_keep_the_text_and_the_lexicon_whole() -> None:
    """The tokenizer of a configuration keeps the lexicon's words and one's own whole, and every character.

    It may be sent to another process, or as bytes, with its words.
    """
    text = "云朵贷款超市  读取紧急联系人\r\n😀"
    pipeline = spacy.blank("zh", config=OUR_WORDS)
    words = [token.text for token in pipeline(text)]
    assert "".join(words) == pipeline(text).text == text
    assert {"云朵贷款超市", "紧急联系人"} <= set(words)
    other = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "loan_words.v1"}}})
    assert "云朵贷款超市" not in {token.text for token in other(text)}
    other.from_bytes(pipeline.to_bytes())
    for tokenizer in (other.tokenizer, pickle.loads(pickle.dumps(pipeline.tokenizer))):
        assert [token.text for token in tokenizer(text)] == words


def test_a_missing_folder_of_patterns_is_told() -> None:
    """A pipeline with a folder that is not there says so in Chinese, at the first text."""
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("loan_statements", config={"patterns": ["没有这个文件夹"]})
    with pytest.raises(UsageError, match="没有这个文件夹"):
        pipeline(TEXT)


def test_a_saved_library_is_the_same_library() -> None:
    """What a pipeline saves is the whole library, and what is no library is refused in Chinese."""
    text = analyzer.spacy_pipes.LoanPipe("statements").to_bytes().decode()
    assert restored(text).digest == load_library().digest
    for broken in ("", "[]", "{}", text.replace('"severity"', '"schwere"')):
        with pytest.raises(ValueError, match="条款库读不出来"):
            restored(broken)


def test_a_saved_library_knows_its_packs(tmp_path: Path) -> None:
    """An evidence report of what a saved pipeline found can still name the own rules that were used."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.yaml").write_text(
        "- {id: contact-list-collection, extends: true, severity: low}\n", encoding="utf-8"
    )
    library = load_library(packs=[tmp_path])
    assert restored(saved(library)) == library


# An own rule about a kind of data that the library does not know, as a folder of patterns.
PACK = {
    "lexicon": "- {id: moon-index, kind: data, title: 月相指数, terms: [月相指数]}",
    "rules": """
- id: moon-index-sharing
  title: 把月相指数交给别人
  category: sharing
  severity: low
  when: [{action: [provide], data: [moon-index]}]
  explain: 对方会把您的月相指数交给别人。
  advice: [问清楚用途。]
  law: [PIPL-6]
  lookalikes: [只提到名称。]
  examples:
    flag: [平台会将月相指数提供给合作方。, 贷款人有权向第三方提供月相指数。, 我们将月相指数提供给关联公司。]
    pass: [平台不会将月相指数提供给合作方。, 月相指数是一个名称。, 月相指数不提供给任何人。]
""",
}
FOUND = """
import json, multiprocessing, sys, spacy
def found(docs):
    return [
        [[(s.start_char, s.end_char, s.label_, s._.loan_finding.why) for s in doc.spans["findings"]],
         [token.text for token in doc]]
        for doc in docs
    ]
"""
MAKE = """
multiprocessing.set_start_method("fork")
tokenizer = {"@tokenizers": "loan_words.v1", "patterns": ["own"]}
nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
nlp.add_pipe("loan_statements", config={"patterns": ["own"]})
texts = json.loads(sys.argv[1])
once = found([nlp(text) for text in texts])
assert found(nlp.pipe(texts, n_process=2, batch_size=1)) == once
nlp.to_disk("saved")
print(json.dumps(once))
"""
LOAD = """
if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    texts = json.loads(sys.argv[1])
    # One batch: the second process is started, but need not build an engine.
    print(json.dumps(found(spacy.load("saved").pipe(texts, n_process=2))))
"""


def test_a_saved_pipeline_finds_the_same_elsewhere(tmp_path: Path) -> None:
    """With nothing imported but spaCy, own patterns hold in one process and in two.

    A pipeline that was saved with them needs their folder no more, in new processes too.
    """
    for part, content in PACK.items():
        (tmp_path / "own" / part).mkdir(parents=True)
        (tmp_path / "own" / part / "own.yaml").write_text(content, encoding="utf-8")
    texts = [TEXT, "平台会将您的月相指数提供给合作方。", ""]
    made = _run(MAKE, tmp_path, texts)
    labels = [{label for _, _, label, _ in spans} for spans, _ in made]
    assert "contact-list-collection" in labels[0]
    assert "moon-index-sharing" in labels[1]
    assert "月相指数" in made[1][1]
    shutil.rmtree(tmp_path / "own")
    assert _run(LOAD, tmp_path, texts) == made


def _run(code: str, folder: Path, texts: list[str]) -> Any:
    """Return what a fresh interpreter in ``folder`` prints as JSON when it runs ``code`` on ``texts``."""
    (folder / "script.py").write_text(FOUND + code, encoding="utf-8")
    command = [sys.executable, "script.py", json.dumps(texts)]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
