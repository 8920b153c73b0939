// A survey: a chart with buttons to save it, and a table whose cells lead to the clauses they count.

const drawn = new WeakMap(); // root element → id of what it shows

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".counts");
  if (drawn.get(root) !== data.id) {
    root.replaceChildren(...(data.chart ? chartNodes(data.chart) : []), tableNode(data));
    drawn.set(root, data.id);
  }
  root.onclick = ({ target }) => {
    const { save, row, column } = target.closest("button")?.dataset ?? {};
    if (save) saveChart(save, data.chart);
    else if (row) setTriggerValue("cell", { id: data.id, row: Number(row), column: Number(column) });
  };
}

function chartNodes({ title, wide, narrow }) {
  const chart = element("figure", "chart");
  chart.append(element("figcaption", "", title));
  for (const [name, picture] of Object.entries({ wide, narrow })) {
    const part = element("div", name);
    part.append(document.importNode(new DOMParser().parseFromString(picture, "image/svg+xml").documentElement, true));
    chart.append(part);
  }
  const saves = element("p", "saves");
  for (const kind of ["PNG", "SVG"]) {
    const save = button("plain save", `存为图片（${kind}）`);
    save.dataset.save = kind;
    saves.append(save, " ");
  }
  return [chart, saves];
}

async function saveChart(kind, { title, picture }) {
  const svg = new Blob([picture], { type: "image/svg+xml" });
  download(kind === "SVG" ? svg : await painted(svg), `${title}.${kind.toLowerCase()}`);
}

function tableNode({ title, corner, heads, below, parts }) {
  const table = element("table");
  const head = element("tr");
  head.append(headNode(corner, "col"), ...heads.map((each, at) => headNode(each, "col", below[at])));
  const top = element("thead");
  top.append(head);
  table.append(top);
  let row = 0;
  for (const part of parts) {
    const body = element("tbody");
    if (part.title) body.append(groupNode(part.title, heads.length + 1));
    for (const line of part.lines) body.append(lineNode(line, row++, heads));
    table.append(body);
  }
  const frame = element("div", "frame");
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", title);
  frame.append(table);
  return frame;
}

function headNode(words, scope, below, tag) {
  const node = element("th");
  node.scope = scope;
  if (tag?.label) node.append(tagNode(tag), " ");
  node.append(words);
  if (below) node.append(element("span", "below", below));
  return node;
}

function groupNode(title, columns) {
  const row = element("tr", "group");
  const head = headNode(title, "rowgroup");
  head.colSpan = columns;
  row.append(head);
  return row;
}

function lineNode(line, row, heads) {
  const node = element("tr");
  node.append(headNode(line.title, "row", line.below, line));
  line.cells.forEach((cell, column) => node.append(cellNode(cell, row, column, `${line.title}，${heads[column]}`)));
  return node;
}

function cellNode({ words, below, share, leads }, row, column, what) {
  const node = element("td");
  if (!words) {
    node.append(element("span", "silent", "—"));
    node.firstChild.setAttribute("role", "img");
    node.firstChild.setAttribute("aria-label", "没有");
    return node;
  }
  const inner = leads ? button("cell", words) : element("span", "words", words);
  if (below) inner.append(element("span", "below", below));
  if (leads) {
    inner.dataset.row = row;
    inner.dataset.column = column;
    inner.setAttribute("aria-label", `${what}：${words} ${below}，看原文`);
    if (share) inner.style.setProperty("--share", `${Math.round(100 * share)}%`);
  }
  node.append(inner);
  return node;
}
