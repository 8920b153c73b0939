// The reading component; drawing.js and filter.js stand before it in the same module.
//
// One Reader per element: it builds the DOM once per document, keeps what is chosen and filtered, and
// repaints by changing attributes. Positions in the text and in the list are remembered per document.

const LEVELS = ["critical", "high", "medium", "low", "info", "protective"];
const PHONE = "(max-width: 720px)";
const readers = new WeakMap(); // root element → Reader
const remembered = new Map(); // document id → {text, list, chosen, opened}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".reader");
  let reader = readers.get(root);
  if (reader?.data.id !== data.id) {
    reader?.remember();
    reader = new Reader(root, data);
    readers.set(root, reader);
  }
  return reader.listen();
}

class Reader {
  constructor(root, data) {
    this.root = root;
    this.data = data;
    this.text = root.querySelector(".text");
    this.list = root.querySelector(".list");
    this.chosen = null;
    this.opened = null;
    this.bySeverity = true;
    drawSummary(root, data);
    this.filter = new Filter(root.querySelector(".filters"), data);
    // Every segment under a finding or a lead-in: {node, findings, contexts, begins}.
    this.marks = drawText(this.text, data.blocks);
    this.items = data.findings.map(itemNode);
    this.apply();
    this.restore();
  }

  // ---- filter and order

  shown(index) {
    return this.filter.admits(this.data.findings[index]);
  }

  rank(index) {
    return LEVELS.indexOf(this.data.findings[index].level);
  }

  /** Put filter and order on the chips, the list and the marks. */
  apply() {
    const indices = this.items.map((_, index) => index).filter((index) => this.shown(index));
    if (this.bySeverity) indices.sort((a, b) => this.rank(a) - this.rank(b) || a - b);
    this.order = indices;
    if (!indices.includes(this.chosen)) this.choose(null);
    this.list.replaceChildren(...indices.map((index) => this.items[index]));
    if (!indices.length) this.list.append(element("li", "empty", "这里没有条款。"));
    drawCounts(this.root, indices.length, this.items.length, this.bySeverity);
    this.marks.forEach((mark) => this.paint(mark));
  }

  visible(mark) {
    return mark.findings.filter((index) => this.shown(index)).sort((a, b) => this.rank(a) - this.rank(b));
  }

  paint(mark) {
    const { node, begins } = mark;
    const findings = this.visible(mark);
    for (const name of ["data-level", "data-label", "role", "tabindex", "aria-label"])
      node.removeAttribute(name);
    if (!findings.length) return;
    node.dataset.level = this.data.findings[findings[0]].level;
    const first = findings.filter((index) => begins.includes(index));
    if (!first.length) return;
    const { label, title } = this.data.findings[first[0]];
    const more = first.length > 1 ? `，另有 ${first.length - 1} 条` : "";
    node.dataset.label = first.length > 1 ? `${label} +${first.length - 1}` : label;
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", `${label}，${title}${more}：${node.textContent}`);
    node.tabIndex = -1;
  }

  // ---- choosing

  markOf(index) {
    return this.marks.find(({ findings }) => findings.includes(index))?.node;
  }

  choose(index) {
    if (this.chosen !== null) this.items[this.chosen].removeAttribute("data-chosen");
    if (this.opened !== null && this.opened !== index) this.close();
    this.chosen = index;
    if (index !== null) this.items[index].dataset.chosen = "";
    for (const { node, findings, contexts } of this.marks) {
      node.toggleAttribute("data-chosen", findings.includes(index));
      node.toggleAttribute("data-context", contexts.includes(index));
    }
    // One mark at a time is a tab stop, so that Tab does not have to walk through hundreds.
    this.text.querySelector('mark[tabindex="0"]')?.setAttribute("tabindex", "-1");
    const mark = index === null ? null : this.markOf(index);
    if (mark?.hasAttribute("role")) mark.tabIndex = 0;
  }

  open(index) {
    this.choose(index);
    this.opened = index;
    const item = this.items[index];
    item.querySelector(".head").setAttribute("aria-expanded", "true");
    if (!item.querySelector(".details")) item.append(detailsNode(this.data.findings[index], this.data.law));
    item.querySelector(".details").hidden = false;
  }

  close() {
    if (this.opened === null) return;
    const item = this.items[this.opened];
    item.querySelector(".head").setAttribute("aria-expanded", "false");
    item.querySelector(".details").hidden = true;
    this.opened = null;
  }

  openFromList(index) {
    this.open(index);
    this.revealMark(index);
    this.revealItem(index);
  }

  openFromText(index) {
    this.open(index);
    this.show("list");
    this.revealItem(index);
  }

  move(step) {
    if (!this.order.length) return;
    const at = this.order.indexOf(this.chosen);
    const to = at < 0 ? (step > 0 ? 0 : this.order.length - 1) : at + step;
    const index = this.order[Math.min(Math.max(to, 0), this.order.length - 1)];
    if (this.opened !== null) this.open(index);
    else this.choose(index);
    this.revealItem(index);
    this.revealMark(index);
    const inText = this.text.contains(this.root.getRootNode().activeElement);
    const target = inText ? this.markOf(index) : this.items[index].querySelector(".head");
    target?.focus({ preventScroll: true });
  }

  // ---- scrolling

  get phone() {
    return matchMedia(PHONE).matches;
  }

  show(which) {
    this.root.querySelector(".panes").dataset.shown = which;
    for (const tab of this.root.querySelectorAll("[data-show]"))
      tab.setAttribute("aria-pressed", String(tab.dataset.show === which));
  }

  revealMark(index) {
    const mark = this.markOf(index);
    if (mark) this.reveal(this.text, mark, 0.3);
  }

  revealItem(index) {
    this.reveal(this.list, this.items[index], 0.02);
  }

  /** Bring `node` into view: inside its pane at `share` of the height; on a phone the page itself scrolls. */
  reveal(pane, node, share) {
    if (!node.getClientRects().length) return;
    if (this.phone) {
      node.scrollIntoView({ block: "start" });
      return;
    }
    const box = pane.getBoundingClientRect();
    pane.scrollTop += node.getBoundingClientRect().top - box.top - share * box.height;
    const { top, bottom } = node.getBoundingClientRect();
    if (top < 0 || Math.min(bottom, top + 80) > innerHeight)
      this.root.querySelector(".panes").scrollIntoView({ block: "end" });
  }

  remember() {
    const { chosen, opened } = this;
    remembered.set(this.data.id, { ...this.position, chosen, opened });
  }

  restore() {
    const { text = 0, list = 0, chosen = null, opened = null } = remembered.get(this.data.id) ?? {};
    if (opened !== null) this.open(opened);
    else if (chosen !== null) this.choose(chosen);
    this.text.scrollTop = text;
    this.list.scrollTop = list;
    this.position = { text, list };
  }

  // ---- events: a handful of listeners for everything

  listen() {
    const controller = new AbortController();
    const { signal } = controller;
    this.root.addEventListener("click", (event) => this.onClick(event), { signal });
    this.root.addEventListener("keydown", (event) => this.onKey(event), { signal });
    // Kept while scrolling: once the element has left the page, its scroll is lost.
    for (const name of ["text", "list"])
      this[name].addEventListener("scroll", () => (this.position[name] = this[name].scrollTop), { signal });
    // J and K also work before anything in here has the focus.
    document.addEventListener(
      "keydown",
      (event) => {
        if (event.target === document.body && "jk".includes(event.key)) this.onKey(event);
      },
      { signal },
    );
    return () => {
      this.remember();
      controller.abort();
    };
  }

  onClick(event) {
    const { target } = event;
    const hit = (selector) => target.closest(selector);
    if (hit(".copy")) return copy(hit(".copy"));
    if (hit(".to-text")) return this.goToText();
    if (hit(".jump")) {
      const index = Number(hit(".jump").dataset.finding);
      this.filter.clear();
      this.apply();
      this.show("list");
      return this.openFromList(index);
    }
    if (hit(".head")) return this.onHead(Number(hit(".item").dataset.finding));
    if (hit("mark[data-level]")) return this.onMark(this.marks[Number(hit("mark").dataset.mark)]);
    if (hit(".chip, .reset, .sort")) {
      if (hit(".chip")) this.filter.toggle(hit(".chip").dataset);
      else if (hit(".reset")) this.filter.clear();
      else this.bySeverity = !this.bySeverity;
      return this.apply();
    }
    if (hit(".previous")) return this.move(-1);
    if (hit(".next")) return this.move(1);
    if (hit("[data-show]")) {
      if (hit("[data-show]").dataset.show === "text") return this.goToText();
      this.show("list");
      if (this.chosen !== null) this.revealItem(this.chosen);
    }
    return undefined;
  }

  goToText() {
    this.show("text");
    if (this.chosen !== null) this.revealMark(this.chosen);
  }

  onHead(index) {
    if (this.opened === index) this.close();
    else this.openFromList(index);
  }

  /** Clicking again where several findings overlap goes to the next of them. */
  onMark(mark) {
    const findings = this.visible(mark);
    const at = findings.indexOf(this.chosen);
    this.openFromText(findings[(at + 1) % findings.length]);
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // The arrows keep scrolling a pane that has the focus itself.
    const onEntry = event.target.matches?.(".head, mark");
    const step = { j: 1, k: -1, ...(onEntry && { ArrowDown: 1, ArrowUp: -1 }) }[event.key];
    if (step) this.move(step);
    else if (event.key === "Escape") this.onEscape();
    else if (event.target.matches?.("mark") && (event.key === "Enter" || event.key === " "))
      this.onMark(this.marks[Number(event.target.dataset.mark)]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  onEscape() {
    const index = this.opened;
    this.close();
    if (index !== null) this.items[index].querySelector(".head").focus({ preventScroll: true });
  }
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
