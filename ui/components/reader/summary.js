// The top of the component: what the document is, the worst of it, and what could not be judged.

const TOP = 3;

function drawSummary(root, { name, meta, lender, unjudged, notices }) {
  root.querySelector(".name").textContent = name;
  root.querySelector(".meta").textContent = meta;
  const lends = root.querySelector(".lender");
  lends.hidden = !lender;
  lends.textContent = `放款方：${lender}`;
  const missing = root.querySelector(".unjudged");
  missing.hidden = !unjudged.length;
  missing.querySelector("ul").replaceChildren(...unjudged.map((sentence) => element("li", "", sentence)));
  const box = root.querySelector(".notices");
  box.hidden = !notices.length;
  box.open = false;
  box.querySelector("summary").textContent = `读这份文件时的说明（${notices.length}）`;
  box.querySelector("ul").replaceChildren(...notices.map((notice) => element("li", "", notice)));
}

/** The worst findings of different rules that the reader has not dismissed. */
function drawTop(root, state) {
  const rules = new Map();
  for (const index of state.data.ranked)
    if (state.decision(index) !== "dismissed" && !rules.has(state.findings[index].meaning))
      rules.set(state.findings[index].meaning, index);
  const top = [...rules.values()].slice(0, TOP);
  root.querySelector(".top-title").textContent = top.length
    ? `最要紧的 ${top.length} 条`
    : state.data.nothing;
  root.querySelector(".top").replaceChildren(
    ...top.map((index) => {
      const finding = state.findings[index];
      const jump = button("jump");
      jump.dataset.finding = index;
      jump.append(tagNode(finding), element("span", "title", finding.headline));
      if (finding.place) jump.append(element("span", "place", `（${finding.place}）`));
      const item = element("li");
      item.append(jump);
      return item;
    }),
  );
}
