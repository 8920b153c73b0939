// Everything about one finding: its words, why they matter, what to do, the law, what the reader decides.

const DECIDE = { confirmed: "确认", "to-ask": "要问对方", dismissed: "排除" };

function detailsNode(state, index) {
  const finding = state.findings[index];
  const meaning = state.data.meanings[finding.meaning];
  const node = element("div", "details");
  const section = (title, ...children) => node.append(element("h4", "", title), ...children);
  node.append(reviewNode());
  section("原话", quoteNode(finding), button("plain to-text", "看原文"));
  section(finding.level === "protective" ? "这意味着什么" : "为什么要紧", element("p", "", meaning.explain));
  const advice = element("ul", "advice");
  advice.append(...meaning.advice.map((line) => element("li", "", line)));
  section("怎么办", advice);
  if (meaning.rewrite)
    section("可要求改成", element("p", "rewrite", meaning.rewrite), button("plain copy", "复制"));
  const provisions = meaning.law.map((id) => state.data.law[id]).filter(Boolean);
  const verified = provisions.filter((provision) => provision.verified);
  const others = provisions.filter((provision) => !provision.verified);
  if (verified.length) section("法律规定", ...verified.map((provision, at) => lawNode(provision, at === 0)));
  if (others.length) section("参考", ...others.map((provision) => lawNode(provision, false)));
  const why = finding.implied ? `${finding.why}（由上下文推出）` : finding.why;
  if (finding.why) section("判断依据", element("p", "why", why));
  return node;
}

function reviewNode() {
  const node = element("div", "review");
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", "您对这一条的处理");
  for (const [decision, word] of Object.entries(DECIDE)) {
    const choice = button("plain decide", word);
    choice.dataset.decision = decision;
    node.append(choice);
  }
  const reason = element("label", "reason", "理由或备注");
  const input = element("input");
  Object.assign(input, { type: "text", maxLength: 200 });
  input.setAttribute("list", "dismiss-reasons");
  reason.append(input);
  node.append(reason);
  return node;
}

function quoteNode({ context, quote }) {
  const node = element("blockquote");
  if (context) node.append(element("span", "lead-in", `${unwrapped(context)} … `));
  for (const [text, decided] of quote) node.append(element(decided ? "b" : "span", "", unwrapped(text)));
  return node;
}

function lawNode(provision, open) {
  const node = element("details", "law");
  node.open = open;
  const summary = element("summary", "", provision.source);
  summary.append(element("span", "dates", provision.about));
  node.append(summary, element("p", "", provision.text));
  if (provision.note) node.append(element("p", "note", provision.note));
  return node;
}

async function copy(button) {
  const words = button.previousElementSibling;
  try {
    await navigator.clipboard.writeText(words.textContent);
    button.textContent = "已复制";
  } catch {
    // Without the permission: select the words, so that the reader can copy them.
    getSelection().selectAllChildren(words);
    button.textContent = "请按 Ctrl+C 复制";
  }
}
