// The reading component; the files named in __init__.py stand before this one in the same module.
//
// One Reader per element: it builds the DOM once per document, keeps what is chosen and filtered, and
// repaints by changing attributes. Where a reader was in a document is remembered while the tab is open.

const readers = new WeakMap(); // root element → Reader
const remembered = new Map(); // document id → where the reader was
let opening; // the first word of every id, which changes when everything is cleared

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".reader");
  let reader = readers.get(root);
  if (reader?.state.data.id !== data.id) {
    reader?.leave();
    forgetOthers(data.id);
    reader = new Reader(root, data);
    readers.set(root, reader);
  }
  reader.send = setStateValue;
  return reader.listen();
}

/** What was searched and chosen before everything was cleared goes with it. */
function forgetOthers(id) {
  const [first] = id.split(" ");
  if (first !== opening) remembered.clear();
  opening = first;
}

class Reader {
  constructor(root, data) {
    this.root = root;
    this.chosen = null;
    this.opened = null;
    const part = (selector) => root.querySelector(selector);
    this.state = new State(data);
    this.layout = new Layout(root, data);
    this.filters = new Filters(part(".filters"), this.state);
    this.text = new TextPane(part(".text"), this.state);
    this.pages = new PagePane(part(".pages"), this.state);
    this.outline = new Outline(part(".outline"), data.outline);
    this.list = new ListPane(part(".list"), this.state);
    this.matrix = new Matrix(part(".matrix"), data.matrix, data.name);
    this.card = new Card(part(".card"), this.state);
    drawSummary(root, data);
    drawTop(root, this.state);
    this.apply();
    this.restore();
  }

  // ---- what is shown

  /** Put the filter on everything. */
  apply() {
    this.filters.draw();
    this.list.arrange();
    this.text.paint();
    this.pages.paint();
    if (this.chosen !== null && !this.state.shows(this.chosen)) this.choose(null);
    const [shown, all] = [this.list.order.length, this.state.findings.length];
    this.root.querySelector(".count").textContent = shown === all ? `共 ${all} 条` : `显示 ${shown} / ${all} 条`;
    this.root.querySelector('[data-show="list"]').textContent = `条款清单（${shown}）`;
    this.root.querySelector(".order").value = this.list.arrangement;
  }

  decide(index, decision) {
    this.state.decide(index, decision);
    this.list.drawDecision(index);
    this.text.paint(this.text.marksOf[index]);
    this.pages.paint();
    this.filters.draw();
    drawTop(this.root, this.state);
    this.sendReviews();
  }

  sendReviews() {
    const { data, reviews } = this.state;
    this.send("reviews", { id: data.id, reviews });
  }

  // ---- choosing

  choose(index) {
    if (this.opened !== null && this.opened !== index) this.close();
    for (const pane of [this.list, this.text, this.pages]) pane.choose(index, this.chosen);
    this.chosen = index;
  }

  open(index) {
    this.choose(index);
    this.list.open(index);
    this.opened = index;
  }

  close() {
    if (this.opened !== null) this.list.close(this.opened);
    this.opened = null;
  }

  reveal(index) {
    for (const pane of [this.list, this.text, this.pages]) pane.reveal(index);
    this.follow(this.text.lineOf(index));
  }

  /** Show in the outline where `line` belongs; scrolling there must not say otherwise. */
  follow(line) {
    this.outline.follow(line);
    this.settled = this.text.pane.scrollTop;
  }

  openAt(index) {
    this.open(index);
    this.reveal(index);
  }

  /** Clicking again where several findings overlap goes to the next of them. */
  openFromDocument(findings) {
    const at = findings.indexOf(this.chosen);
    this.open(findings[(at + 1) % findings.length]);
    this.layout.show("list");
    this.list.reveal(this.chosen);
  }

  move(step) {
    const { order } = this.list;
    if (!order.length) return;
    const at = order.indexOf(this.chosen);
    const to = at < 0 ? (step > 0 ? 0 : order.length - 1) : at + step;
    const index = order[Math.min(Math.max(to, 0), order.length - 1)];
    if (this.opened !== null) this.open(index);
    else this.choose(index);
    this.reveal(index);
    const focused = this.root.getRootNode().activeElement;
    const inPane = [this.text, this.pages].find(({ pane }) => pane.contains(focused));
    const target = inPane === this.text ? this.text.markOf(index) : inPane && this.pages.boxOf(index);
    (target ?? this.list.head(index)).focus({ preventScroll: true });
  }

  goToLine(line) {
    if (this.layout.value.layout === "pages") this.layout.set({ layout: "text" });
    if (onPhone()) this.layout.show("text");
    this.text.revealLine(line);
    this.follow(line);
  }

  goToDocument() {
    this.layout.showDocument();
    if (this.chosen === null) return;
    this.text.reveal(this.chosen);
    this.pages.reveal(this.chosen);
  }

  // ---- where the reader was

  leave() {
    this.remember();
    this.pages.stop();
  }

  remember() {
    const { chosen, opened, position } = this;
    const { filter } = this.state;
    const search = this.filters.search.value;
    const arrangement = this.list.arrangement;
    remembered.set(this.state.data.id, { chosen, opened, position, filter, search, arrangement, layout: this.layout.value });
  }

  restore() {
    const before = remembered.get(this.state.data.id);
    this.position = before?.position ?? { text: 0, list: 0, pages: 0 };
    if (!before) return;
    this.state.filter = before.filter;
    this.filters.search.value = before.search;
    this.list.arrangement = before.arrangement;
    this.layout.set(before.layout);
    this.apply();
    if (before.opened !== null) this.open(before.opened);
    else if (before.chosen !== null) this.choose(before.chosen);
    for (const [name, pane] of this.scrolling()) pane.scrollTop = this.position[name];
  }

  scrolling() {
    return [["text", this.text.pane], ["list", this.list.node], ["pages", this.pages.pane]];
  }
}
