// The original: pictures of its pages with a box on the words of every finding.
//
// Pictures are asked for when a page comes near, by an event that the feed of pictures listens to, and
// arrive by another: they are too large to come with the text.

const AT_ONCE = 3;
const ZOOMS = [1, 1.25, 1.5, 2, 2.5, 3];

class PagePane {
  constructor(pane, state) {
    this.pane = pane;
    this.state = state;
    this.sheets = new Map(); // page number → its node
    this.boxesOf = state.findings.map(() => []);
    this.near = new Set();
    this.asked = new Set();
    this.zoom = 0;
    this.observer = new IntersectionObserver((entries) => this.onNear(entries));
    pane.replaceChildren(...state.data.pages.map((page) => this.sheetNode(page)));
    this.magnify(0);
  }

  sheetNode({ number, width, height, boxes }) {
    const sheet = element("div", "sheet");
    sheet.dataset.page = number;
    sheet.style.aspectRatio = `${width} / ${height}`;
    sheet.append(element("p", "waiting", `第 ${number} 页`));
    const places = new Set();
    for (const [finding, left, top, boxWidth, boxHeight] of boxes) {
      const box = button("box");
      // Several findings on the same words are tinted once, or the words could no longer be read.
      const place = [left, top].join();
      if (places.has(place)) box.dataset.again = "";
      places.add(place);
      box.dataset.finding = finding;
      box.tabIndex = -1;
      Object.assign(box.style, {
        left: `${100 * left}%`, top: `${100 * top}%`, width: `${100 * boxWidth}%`, height: `${100 * boxHeight}%`,
      });
      this.boxesOf[finding].push(box);
      sheet.append(box);
    }
    this.sheets.set(number, sheet);
    this.observer.observe(sheet);
    return sheet;
  }

  paint() {
    const { state } = this;
    this.boxesOf.forEach((boxes, index) => {
      for (const [at, box] of boxes.entries()) {
        box.hidden = !state.shows(index);
        box.dataset.level = state.findings[index].level;
        box.toggleAttribute("data-dismissed", state.decision(index) === "dismissed");
        if (at) box.setAttribute("aria-hidden", "true");
        else box.setAttribute("aria-label", spoken([index], state));
      }
    });
  }

  choose(index, before) {
    for (const [finding, on] of [[before, false], [index, true]]) {
      if (finding === null) continue;
      for (const box of this.boxesOf[finding]) box.toggleAttribute("data-chosen", on);
      const first = this.boxesOf[finding][0];
      if (first) first.tabIndex = on ? 0 : -1;
    }
  }

  boxOf(index) {
    return this.boxesOf[index][0];
  }

  reveal(index) {
    reveal(this.pane, this.boxOf(index), 0.3);
  }

  /** The findings whose boxes lie under the pointer; of a box that has the focus or was pressed by key, its own. */
  findingsAt(box, { clientX, clientY, detail, type }) {
    const under = detail || type === "pointerover" ? box.getRootNode().elementsFromPoint(clientX, clientY) : [box];
    const boxes = under.filter((node) => node.matches(".box"));
    return [...new Set(boxes.map((node) => Number(node.dataset.finding)))];
  }

  magnify(step) {
    this.zoom = Math.min(Math.max(this.zoom + step, 0), ZOOMS.length - 1);
    this.pane.style.setProperty("--zoom", ZOOMS[this.zoom]);
  }

  // ---- pictures

  onNear(entries) {
    for (const { target, isIntersecting } of entries) {
      const number = Number(target.dataset.page);
      if (isIntersecting) this.near.add(number);
      else this.near.delete(number);
    }
    this.ask();
  }

  /** Ask for pages in view, and the ones after them; not again for what is on its way. */
  ask() {
    if (this.asked.size) return;
    const numbers = [...this.sheets.keys()];
    const wanted = new Set();
    for (const number of this.near) {
      const at = numbers.indexOf(number);
      for (const each of numbers.slice(at, at + 2)) if (!this.sheets.get(each).dataset.drawn) wanted.add(each);
    }
    if (!wanted.size) return;
    this.asked = new Set([...wanted].slice(0, AT_ONCE));
    const detail = { id: this.state.data.id, numbers: [...this.asked] };
    document.dispatchEvent(new CustomEvent("loan-clause-pages-wanted", { detail }));
  }

  deliver({ id, pictures, problem }) {
    if (id !== this.state.data.id) return;
    for (const [number, source] of Object.entries(pictures)) this.place(Number(number), source);
    for (const number of this.asked) {
      if (pictures[number]) continue;
      const sheet = this.sheets.get(number);
      sheet.dataset.drawn = "no";
      sheet.querySelector(".waiting").textContent = `第 ${number} 页：${problem || "没有图。"}`;
    }
    this.asked.clear();
    this.ask();
  }

  place(number, source) {
    const sheet = this.sheets.get(number);
    if (!sheet || sheet.dataset.drawn === "yes") return;
    const picture = element("img");
    picture.alt = `第 ${number} 页的图`;
    picture.src = source;
    sheet.querySelector(".waiting").replaceWith(picture);
    sheet.dataset.drawn = "yes";
  }

  stop() {
    this.observer.disconnect();
  }
}
