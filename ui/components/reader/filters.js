// The controls above the panes: chips for levels and categories, search, and three choices.

const SELECTS = {
  stance: ["立场", { authorizes: "对您不利的", protects: "保护您的" }],
  certainty: ["依据", { explicit: "原文明说", implied: "由上下文推出" }],
  decision: ["处理", { open: "还没处理" }],
};

class Filters {
  constructor(node, state) {
    this.node = node;
    this.state = state;
    const { levels, categories, decisions } = state.data;
    const choices = { ...SELECTS, decision: ["处理", { ...SELECTS.decision[1], ...decisions }] };
    this.search = element("input", "search");
    Object.assign(this.search, { type: "search", placeholder: "搜索条款" });
    this.search.setAttribute("aria-label", "搜索条款");
    this.selects = Object.entries(choices).map(([name, [label, options]]) => selectNode(name, label, options));
    this.cell = button("chip cell");
    this.node.replaceChildren(
      ...chips("level", levels),
      element("span", "divider"),
      ...chips("category", categories),
      element("span", "divider"),
      this.search,
      ...this.selects,
      this.cell,
      button("plain reset", "显示全部"),
    );
    this.draw();
  }

  /** Take over what was typed; true if that changed anything. */
  readSearch() {
    const words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const changed = words.join(" ") !== this.state.filter.search.join(" ");
    this.state.filter.search = words;
    return changed;
  }

  clear() {
    this.state.filter.clear();
    this.search.value = "";
    this.draw();
  }

  draw() {
    const { filter } = this.state;
    const { level, category } = filter.chips;
    pressed(
      this.node.querySelectorAll(".chip:not(.cell)"),
      ({ dataset }) => level.has(dataset.level) || category.has(dataset.category),
    );
    for (const chip of this.node.querySelectorAll(".chip[data-level] .number"))
      chip.textContent = this.state.count(chip.parentElement.dataset.level);
    for (const select of this.selects) select.value = filter[select.name];
    this.cell.hidden = !filter.cell;
    this.cell.textContent = filter.cell ? `${filter.cell.label} ✕` : "";
    this.cell.setAttribute("aria-label", filter.cell ? `不再只看${filter.cell.label}` : "");
    this.node.querySelector(".reset").hidden = !filter.any;
  }
}

function chips(kind, choices) {
  return choices.map(({ id, label, count }) => {
    const chip = button("chip", label);
    chip.dataset[kind] = id;
    chip.append(element("span", "number", String(count)));
    return chip;
  });
}

function selectNode(name, label, options) {
  const node = element("select", "choice");
  node.name = name;
  node.setAttribute("aria-label", label);
  const all = element("option", "", `${label}：全部`);
  all.value = "";
  node.append(all);
  for (const [value, text] of Object.entries(options)) {
    const option = element("option", "", text);
    option.value = value;
    node.append(option);
  }
  return node;
}
