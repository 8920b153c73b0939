// Which findings are to be seen: the chips above the text, several of a kind at a time.

class Filter {
  constructor(node, data) {
    this.node = node;
    this.chosen = { level: new Set(), category: new Set() };
    node.replaceChildren(...filterNodes(data));
    this.draw();
  }

  /** Whether `finding` is of a chosen level and of a chosen category; no choice means all of them. */
  admits(finding) {
    return Object.entries(this.chosen).every(([kind, ids]) => !ids.size || ids.has(finding[kind]));
  }

  /** Choose what a chip stands for, or no longer; `chip` holds its level or its category. */
  toggle(chip) {
    const kind = chip.level ? "level" : "category";
    if (!this.chosen[kind].delete(chip[kind])) this.chosen[kind].add(chip[kind]);
    this.draw();
  }

  clear() {
    for (const ids of Object.values(this.chosen)) ids.clear();
    this.draw();
  }

  draw() {
    const { level, category } = this.chosen;
    for (const chip of this.node.querySelectorAll(".chip")) {
      const on = level.has(chip.dataset.level) || category.has(chip.dataset.category);
      chip.setAttribute("aria-pressed", String(on));
    }
    this.node.querySelector(".reset").hidden = !level.size && !category.size;
  }
}
