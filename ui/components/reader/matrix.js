// Who gets what: a table of data × recipient; every cell leads to the findings that say so.

class Matrix {
  constructor(node, { rows, columns, cells, picture }, name) {
    this.cells = cells;
    this.titles = { rows, columns };
    this.picture = picture;
    this.name = name;
    node.replaceChildren(...(cells.length ? this.nodes() : [element("p", "empty", "没有找到谁拿到哪些信息。")]));
  }

  nodes() {
    const { rows, columns } = this.titles;
    const table = element("table");
    const caption = element("caption", "", "每一格是原文怎样说；点一格，只看说到它的条款。");
    const head = element("tr");
    head.append(element("th", "corner", "信息 ＼ 给谁"), ...columns.map((title) => cellHead(title, "col")));
    const body = rows.map((title, row) => {
      const line = element("tr");
      line.append(cellHead(title, "row"), ...columns.map((_, column) => this.cellNode(row, column)));
      return line;
    });
    const top = element("thead");
    top.append(head);
    const rest = element("tbody");
    rest.append(...body);
    table.append(caption, top, rest);
    const frame = element("div", "matrix-frame");
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", "信息与接收方对照表");
    frame.append(table);
    const saves = element("p", "saves");
    for (const kind of ["PNG", "SVG"]) {
      const save = button("plain save", `存为图片（${kind}）`);
      save.dataset.kind = kind;
      saves.append(save, " ");
    }
    return [frame, saves];
  }

  cellNode(row, column) {
    const at = this.cells.findIndex((cell) => cell.row === row && cell.column === column);
    const node = element("td");
    if (at < 0) {
      node.append(element("span", "silent", "—"));
      node.firstChild.setAttribute("aria-label", "没有写");
      node.firstChild.setAttribute("role", "img");
      return node;
    }
    const { position, label, terms } = this.cells[at];
    const cell = button("cell-button", label);
    cell.dataset.cell = at;
    cell.dataset.position = position;
    if (terms.length) cell.append(element("span", "terms", terms.join("、")));
    node.append(cell);
    return node;
  }

  /** What a cell stands for as a filter. */
  choice(at) {
    const { row, column, findings } = this.cells[at];
    return { label: `${this.titles.rows[row]} → ${this.titles.columns[column]}`, findings };
  }

  async save(kind) {
    const svg = new Blob([this.picture], { type: "image/svg+xml" });
    download(kind === "SVG" ? svg : await painted(svg), `${this.name} 谁拿到什么.${kind.toLowerCase()}`);
  }
}

function cellHead(title, scope) {
  const node = element("th", "", title);
  node.scope = scope;
  return node;
}
