// Which panes are to be seen: on a wide screen beside one another, on a phone one at a time.

class Layout {
  constructor(root, { pages, outline }) {
    this.root = root;
    this.panes = root.querySelector(".panes");
    this.hasPages = pages.length > 0;
    for (const node of root.querySelectorAll('[data-layout]:not(.panes), [data-show="pages"]'))
      node.hidden = !this.hasPages;
    for (const node of root.querySelectorAll('.outline-toggle, [data-show="outline"]')) node.hidden = !outline.length;
    this.set({ view: "clauses", shown: "list", layout: "text", outline: outline.length ? "on" : "off" });
  }

  get value() {
    const { shown, layout, outline } = this.panes.dataset;
    return { view: this.view, shown, layout, outline };
  }

  set({ view = this.view, ...panes }) {
    this.view = view;
    Object.assign(this.panes.dataset, panes);
    const { shown, layout, outline } = this.panes.dataset;
    const all = (selector) => this.root.querySelectorAll(selector);
    this.root.querySelector(".clauses").hidden = view !== "clauses";
    this.root.querySelector(".matrix").hidden = view !== "matrix";
    pressed(all("[data-view]"), (node) => node.dataset.view === view);
    pressed(all("[data-show]"), (node) => node.dataset.show === shown);
    pressed(all("button[data-layout]"), (node) => node.dataset.layout === layout);
    pressed(all(".outline-toggle"), () => outline === "on");
    this.root.querySelector(".zoom").hidden = layout === "text";
  }

  /** Go from the text to the original, or back. */
  toggle() {
    if (!this.hasPages) return;
    this.set(this.panes.dataset.layout === "text" ? { layout: "pages" } : { layout: "text" });
  }

  /** Show the document itself where only one pane has room. */
  showDocument() {
    this.set({ shown: this.panes.dataset.layout === "pages" ? "pages" : "text" });
  }

  show(shown) {
    this.set(shown === "pages" || shown === "text" ? { shown, layout: shown } : { shown });
  }
}
