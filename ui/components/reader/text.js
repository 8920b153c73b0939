// The whole text with its marks, and the outline beside it.

class TextPane {
  constructor(pane, state) {
    this.pane = pane;
    this.state = state;
    this.lines = [];
    // Every segment under a finding or a lead-in: {node, findings, contexts, begins}.
    this.marks = [];
    this.marksOf = state.findings.map(() => []);
    this.contextsOf = state.findings.map(() => []);
    this.draw(state.data.blocks);
  }

  draw(blocks) {
    const seen = new Set();
    const nodes = [];
    for (const { segments, heading, page } of blocks) {
      if (page) nodes.push(element("div", "page", `第 ${page} 页`));
      const line = element("p", heading ? "heading" : "");
      for (const [text, findings, contexts] of segments) {
        if (findings.length || contexts.length) line.append(this.markNode(text, findings, contexts, seen));
        else line.append(text);
      }
      this.lines.push(line);
      nodes.push(line);
    }
    this.pane.replaceChildren(...nodes);
  }

  markNode(text, findings, contexts, seen) {
    const begins = findings.filter((index) => !seen.has(index));
    begins.forEach((index) => seen.add(index));
    const node = element("mark", "", text);
    const mark = { node, findings, contexts, begins };
    node.dataset.mark = this.marks.length;
    this.marks.push(mark);
    findings.forEach((index) => this.marksOf[index].push(mark));
    contexts.forEach((index) => this.contextsOf[index].push(mark));
    return node;
  }

  paint(marks = this.marks) {
    for (const mark of marks) this.paintMark(mark);
  }

  paintMark({ node, findings, begins }) {
    const { state } = this;
    const shown = worstFirst(findings, state);
    for (const name of ["data-level", "data-label", "data-dismissed", "role", "tabindex", "aria-label"])
      node.removeAttribute(name);
    if (!shown.length) return;
    node.dataset.level = state.findings[shown[0]].level;
    node.toggleAttribute("data-dismissed", shown.every((index) => state.decision(index) === "dismissed"));
    const first = shown.filter((index) => begins.includes(index));
    if (!first.length) return;
    const { label } = state.findings[first[0]];
    node.dataset.label = first.length > 1 ? `${label} +${first.length - 1}` : label;
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", `${spoken(first, state)}：${node.textContent}`);
    node.tabIndex = -1;
  }

  /** Show that `index` is chosen and no longer `before`; one mark at a time is a tab stop. */
  choose(index, before) {
    for (const [finding, on] of [[before, false], [index, true]]) {
      if (finding === null) continue;
      for (const { node } of this.marksOf[finding]) node.toggleAttribute("data-chosen", on);
      for (const { node } of this.contextsOf[finding]) node.toggleAttribute("data-context", on);
      const mark = this.markOf(finding);
      if (mark?.hasAttribute("role")) mark.tabIndex = on ? 0 : -1;
    }
  }

  markOf(index) {
    return this.marksOf[index][0]?.node;
  }

  lineOf(index) {
    return this.lines.indexOf(this.markOf(index)?.parentElement);
  }

  reveal(index) {
    reveal(this.pane, this.markOf(index), 0.3);
  }

  revealLine(line) {
    reveal(this.pane, this.lines[line], 0.02);
  }

  /** The index of the line at the top of the pane, found by halving: lines stand in order. */
  topLine() {
    const top = onPhone() ? 0 : this.pane.getBoundingClientRect().top;
    let [low, high] = [0, this.lines.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.lines[middle].getBoundingClientRect().top <= top + 40) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

class Outline {
  constructor(node, entries) {
    this.node = node;
    this.entries = entries;
    this.buttons = entries.map(({ number, heading, line, depth, counts }) => {
      const entry = button("entry");
      entry.dataset.line = line;
      entry.style.setProperty("--depth", Math.min(depth, 3));
      entry.append(element("span", "number", number), ` ${heading}`);
      for (const [level, word, count] of counts) {
        const tally = element("span", "tally", `${word} ${count}`);
        tally.dataset.level = level;
        entry.append(" ", tally);
      }
      return entry;
    });
    this.current = null;
    node.querySelector("ol").replaceChildren(
      ...this.buttons.map((entry) => {
        const item = element("li");
        item.append(entry);
        return item;
      }),
    );
  }

  /** Show which entry the line `line` belongs to. */
  follow(line) {
    let at = this.entries.length - 1;
    while (at > 0 && this.entries[at].line > line) at -= 1;
    if (this.buttons[at] === this.current || !this.entries.length) return;
    this.current?.removeAttribute("aria-current");
    this.current = this.buttons[at];
    this.current.setAttribute("aria-current", "location");
    if (!this.current.getClientRects().length) return;
    const { top, bottom } = this.current.getBoundingClientRect();
    const box = this.node.getBoundingClientRect();
    if (top < box.top || bottom > box.bottom) this.node.scrollTop += top - box.top - box.height / 3;
  }

  /** The line where the entry `step` after the current one begins. */
  next(step) {
    if (!this.entries.length) return null;
    const at = Math.max(0, this.buttons.indexOf(this.current)) + step;
    return this.entries[Math.min(Math.max(at, 0), this.entries.length - 1)].line;
  }
}
