// What the reader of the page does: a handful of listeners for everything. Extends Reader.

// Where keys mean something else.
const ELSEWHERE = "input, textarea, select, [contenteditable], [role=dialog], .reader";

const events = {
  listen() {
    const controller = new AbortController();
    const { signal } = controller;
    const on = (target, name, handle) => target.addEventListener(name, handle, { signal });
    on(this.root, "click", (event) => this.onClick(event));
    on(this.root, "keydown", (event) => this.onKey(event));
    on(this.root, "change", (event) => this.onChange(event));
    on(this.root, "input", (event) => {
      // While a word is being composed (pinyin, say) it is not yet what is searched for.
      if (event.target.matches(".search") && !event.isComposing && this.filters.readSearch()) this.apply();
    });
    on(this.root, "compositionend", () => this.filters.readSearch() && this.apply());
    for (const name of ["pointerover", "focusin"]) on(this.root, name, (event) => this.onPoint(event));
    on(this.root, "pointerleave", () => this.card.hide());
    // Kept while scrolling: once the element has left the page, its scroll is lost.
    for (const [name, pane] of this.scrolling()) on(pane, "scroll", () => this.onScroll(name, pane));
    on(document, "loan-clause-pages", ({ detail }) => this.pages.deliver(detail));
    // Single keys also work before anything in here has the focus.
    on(document, "keydown", (event) => !event.composedPath()[0].closest?.(ELSEWHERE) && this.onKey(event));
    return () => {
      this.remember();
      controller.abort();
    };
  },

  onClick(event) {
    const { target } = event;
    const hit = (selector) => target.closest(selector);
    const number = (selector, name) => Number(hit(selector).dataset[name]);
    if (hit(".copy")) return copy(hit(".copy"));
    if (hit(".to-text")) return this.goToDocument();
    if (hit(".decide")) return this.onDecide(number(".item", "finding"), hit(".decide").dataset.decision);
    if (hit(".jump")) {
      this.filters.clear();
      this.apply();
      this.layout.set({ view: "clauses", shown: "list" });
      return this.openAt(number(".jump", "finding"));
    }
    if (hit(".head")) return this.onHead(number(".item", "finding"));
    if (hit("mark[data-level]")) return this.onMark(hit("mark"));
    if (hit(".box")) return this.openFromDocument(worstFirst(this.pages.findingsAt(hit(".box"), event), this.state));
    if (hit(".cell-button")) return this.onCell(number(".cell-button", "cell"));
    if (hit(".save")) return this.matrix.save(hit(".save").dataset.kind);
    if (hit(".entry")) return this.goToLine(number(".entry", "line"));
    if (hit(".chip, .reset")) return this.onChip(hit(".chip, .reset"));
    if (hit(".previous")) return this.move(-1);
    if (hit(".next")) return this.move(1);
    return this.onLayout(hit("button"));
  },

  onLayout(pressedButton) {
    if (!pressedButton) return;
    const { view, show, layout, zoom } = pressedButton.dataset;
    if (view) this.layout.set({ view });
    else if (zoom) this.pages.magnify(Number(zoom));
    else if (pressedButton.matches(".outline-toggle"))
      this.layout.set({ outline: this.layout.value.outline === "on" ? "off" : "on" });
    else if (layout) this.layout.set({ layout });
    else if (show) this.layout.show(show);
    else return;
    if (this.chosen !== null) this.reveal(this.chosen);
  },

  onChip(chip) {
    const { filter } = this.state;
    if (chip.matches(".reset")) filter.clear();
    else if (chip.matches(".cell")) filter.cell = null;
    else filter.toggle(chip.dataset.level ? "level" : "category", chip.dataset.level ?? chip.dataset.category);
    if (chip.matches(".reset")) this.filters.search.value = "";
    this.apply();
  },

  onCell(at) {
    this.filters.clear();
    this.state.filter.cell = this.matrix.choice(at);
    this.layout.set({ view: "clauses", shown: "list" });
    this.apply();
    if (this.list.order.length) this.openAt(this.list.order[0]);
  },

  onHead(index) {
    if (this.opened === index) this.close();
    else this.openAt(index);
  },

  /** Dismissing asks for the reason at once; the key for it does not, so that one can go on to the next. */
  onDecide(index, decision) {
    this.decide(index, decision);
    if (this.state.decision(index) === "dismissed") this.list.items[index].querySelector(".reason input").focus();
  },

  onMark(node) {
    const { findings } = this.text.marks[Number(node.dataset.mark)];
    this.openFromDocument(worstFirst(findings, this.state));
  },

  onChange({ target }) {
    if (target.matches(".choice")) {
      this.state.filter[target.name] = target.value;
      this.apply();
    } else if (target.matches(".order")) {
      this.list.arrangement = target.value;
      this.apply();
      if (this.chosen !== null) this.list.reveal(this.chosen);
    } else if (target.matches(".reason input")) {
      this.state.giveReason(Number(target.closest(".item").dataset.finding), target.value.trim());
      this.sendReviews();
    }
  },

  onPoint(event) {
    const { target } = event;
    if (target.closest(".card")) return;
    const mark = target.closest("mark[data-level]");
    const box = target.closest(".box");
    if (mark) this.card.show(mark, worstFirst(this.text.marks[Number(mark.dataset.mark)].findings, this.state));
    else if (box) this.card.show(box, worstFirst(this.pages.findingsAt(box, event), this.state));
    else this.card.hide();
  },

  onScroll(name, pane) {
    this.position[name] = pane.scrollTop;
    this.card.follow(pane);
    if (name === "text" && !this.following && pane.scrollTop !== this.settled) {
      this.following = requestAnimationFrame(() => {
        this.following = 0;
        this.outline.follow(this.text.topLine());
      });
    }
  },

  // ---- keyboard

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") this.onEscape();
    else if (event.key === "Enter" && event.target.matches?.(".reason input"))
      this.list.head(Number(event.target.closest(".item").dataset.finding)).focus({ preventScroll: true });
    else if (event.target.matches?.("input, select")) return;
    else if (event.target.matches?.("mark") && (event.key === "Enter" || event.key === " "))
      this.onMark(event.target);
    else if (!this.onSingleKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  },

  onSingleKey({ key, target }) {
    // The arrows keep scrolling a pane that has the focus itself.
    const arrow = target.matches?.(".head, mark, .box") && { ArrowDown: 1, ArrowUp: -1 }[key];
    if (arrow) this.move(arrow);
    if (arrow || !this.root.querySelector(".single-keys").checked) return Boolean(arrow);
    const letter = key.toLowerCase();
    const decision = { c: "confirmed", a: "to-ask", x: "dismissed" }[letter];
    const step = { j: 1, k: -1 }[letter];
    const clause = { "[": -1, "]": 1 }[key];
    if (step) this.move(step);
    else if (decision && this.chosen !== null) this.decide(this.chosen, decision);
    else if (clause && this.outline.entries.length) this.goToLine(this.outline.next(clause));
    else if (letter === "o") this.onToggle();
    else if (key === "/") this.filters.search.focus();
    else return false;
    return true;
  },

  onToggle() {
    this.layout.toggle();
    if (this.chosen !== null) this.reveal(this.chosen);
  },

  /** The innermost thing that is open goes first: the card, then the finding. */
  onEscape() {
    if (this.card.shown) return this.card.hide();
    const index = this.opened;
    this.close();
    if (index !== null) this.list.head(index).focus({ preventScroll: true });
    return undefined;
  },
};

Object.assign(Reader.prototype, events);
