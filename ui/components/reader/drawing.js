// What the reading component draws: functions that turn view data into nodes.
// Document text only ever goes through textContent and text nodes.

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

/** Undo the line ends that a page's width put into a sentence; between Latin words they stand for a blank. */
function unwrapped(text) {
  return text.replace(/(\w?)[ \t]*\r?\n\s*(?=(\w?))/g, (_, before, after) =>
    before && after ? `${before} ` : before,
  );
}

function button(className, text) {
  const node = element("button", className, text);
  node.type = "button";
  return node;
}

function tagNode({ level, label }) {
  const node = element("span", "tag", label);
  node.dataset.level = level;
  return node;
}

function drawSummary(root, { name, meta, notices, incomplete, top, findings }) {
  root.querySelector(".name").textContent = name;
  root.querySelector(".meta").textContent = meta;
  const box = root.querySelector(".notices");
  box.hidden = !notices.length;
  // What was left out on purpose stays folded, so that the findings are not pushed off the screen.
  box.open = incomplete;
  box.querySelector("summary").textContent = `读这份文件时的说明（${notices.length}）`;
  box.querySelector("ul").replaceChildren(...notices.map((notice) => element("li", "", notice)));
  root.querySelector(".top-title").textContent = top.length
    ? `最要紧的 ${top.length} 条`
    : "没有找到需要特别当心的条款。没有找到不等于没有风险，签字前仍请通读全文。";
  root.querySelector(".top").replaceChildren(
    ...top.map((index) => {
      const jump = button("jump");
      jump.dataset.finding = index;
      jump.append(
        tagNode(findings[index]),
        element("span", "title", findings[index].title),
        element("span", "place", findings[index].place),
      );
      const item = element("li");
      item.append(jump);
      return item;
    }),
  );
}

function filterNodes({ levels, categories }) {
  const chips = (kind, choices) =>
    choices.map(({ id, label, count }) => {
      const chip = button("chip", label);
      chip.dataset[kind] = id;
      chip.append(element("span", "number", String(count)));
      return chip;
    });
  return [
    ...chips("level", levels),
    element("span", "divider"),
    ...chips("category", categories),
    button("reset", "显示全部"),
  ];
}

function drawCounts(root, shown, total, bySeverity) {
  const part = (selector) => root.querySelector(selector);
  part(".count").textContent = shown === total ? `共 ${total} 条` : `显示 ${shown} / ${total} 条`;
  part(".sort").textContent = bySeverity ? "排序：严重程度" : "排序：原文顺序";
  part(".sort").title = bySeverity ? "改为原文顺序" : "改为严重程度";
  part('[data-show="list"]').textContent = `条款清单（${shown}）`;
}

/** Draw the lines of the document into `pane`; return its marks, in reading order. */
function drawText(pane, blocks) {
  const seen = new Set();
  const marks = [];
  const nodes = [];
  for (const { segments, heading, page } of blocks) {
    if (page) nodes.push(element("div", "page", `第 ${page} 页`));
    const line = element("p", heading ? "heading" : "");
    for (const [text, findings, contexts] of segments) {
      if (!findings.length && !contexts.length) {
        line.append(text);
        continue;
      }
      const begins = findings.filter((index) => !seen.has(index));
      begins.forEach((index) => seen.add(index));
      const node = element("mark", "", text);
      node.dataset.mark = marks.length;
      marks.push({ node, findings, contexts, begins });
      line.append(node);
    }
    nodes.push(line);
  }
  pane.replaceChildren(...nodes);
  return marks;
}

function itemNode(finding, index) {
  const item = element("li", "item");
  item.dataset.finding = index;
  item.dataset.level = finding.level;
  const head = button("head");
  head.setAttribute("aria-expanded", "false");
  head.append(
    tagNode(finding),
    element("span", "title", finding.title),
    element("span", "place", finding.place),
    element("span", "snippet", unwrapped(finding.quote.map(([text]) => text).join(""))),
  );
  item.append(head);
  return item;
}

/** Everything about one finding: its words, why they matter, what to do, the law. */
function detailsNode(finding, law) {
  const node = element("div", "details");
  const section = (title, ...children) => node.append(element("h3", "", title), ...children);
  const quote = element("blockquote");
  if (finding.context) quote.append(element("span", "lead-in", `${unwrapped(finding.context)} … `));
  for (const [text, decided] of finding.quote) quote.append(element(decided ? "b" : "span", "", unwrapped(text)));
  section("原话", quote, button("to-text", "看原文"));
  section(finding.level === "protective" ? "这意味着什么" : "为什么要紧", element("p", "", finding.explain));
  const advice = element("ul", "advice");
  advice.append(...finding.advice.map((line) => element("li", "", line)));
  section("怎么办", advice);
  if (finding.rewrite)
    section("可要求改成", element("p", "rewrite", finding.rewrite), button("copy", "复制"));
  const provisions = finding.law.map((id) => law[id]).filter(Boolean);
  const verified = provisions.filter((provision) => provision.verified);
  const others = provisions.filter((provision) => !provision.verified);
  if (verified.length) section("法律规定", ...verified.map((provision, at) => lawText(provision, at === 0)));
  if (others.length) section("参考", ...others.map((provision) => lawText(provision, false)));
  const why = finding.implied ? `${finding.why}（由上下文推出）` : finding.why;
  if (finding.why) section("判断依据", element("p", "why", why));
  return node;
}

function lawText(provision, open) {
  const node = element("details", "law");
  node.open = open;
  const summary = element("summary", "", provision.source);
  const dates = [provision.effective, provision.status].filter(Boolean).join("，");
  summary.append(element("span", "dates", dates));
  node.append(summary, element("p", "", provision.text));
  if (provision.note) node.append(element("p", "note", provision.note));
  return node;
}
