// A small card beside the mark or box that the pointer is over or that has the focus: what stands there.

const CARD_FINDINGS = 3;

class Card {
  constructor(node, state) {
    this.node = node;
    this.state = state;
    this.hide();
  }

  /** Show what `findings` say, next to `anchor`. */
  show(anchor, findings) {
    if (!findings.length || onPhone()) return this.hide();
    this.anchor = anchor;
    const { state } = this;
    this.node.replaceChildren(
      ...findings.slice(0, CARD_FINDINGS).map((index) => {
        const finding = state.findings[index];
        const entry = element("div", "card-entry");
        const { explain } = state.data.meanings[finding.meaning];
        entry.append(
          tagNode(finding),
          element("strong", "", ` ${finding.title}`),
          element("p", "", explain.slice(0, explain.indexOf("。") + 1) || explain),
        );
        return entry;
      }),
    );
    const rest = findings.length - CARD_FINDINGS;
    this.node.append(element("p", "hint", `${rest > 0 ? `另有 ${rest} 条。` : ""}点按或按回车看全部说明`));
    this.node.hidden = false;
    this.place();
    return undefined;
  }

  place() {
    const origin = this.node.offsetParent.getBoundingClientRect();
    const at = this.anchor.getClientRects()[0] ?? this.anchor.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.node;
    const left = Math.min(at.left, origin.right - offsetWidth) - origin.left;
    const below = at.bottom + 6 + offsetHeight < innerHeight;
    this.node.style.left = `${Math.max(0, left)}px`;
    this.node.style.top = `${(below ? at.bottom + 6 : at.top - 6 - offsetHeight) - origin.top}px`;
  }

  /** Stay beside the anchor while `pane` scrolls, as long as it is in view. */
  follow(pane) {
    if (!this.shown || !pane.contains(this.anchor)) return;
    const { top, bottom } = this.anchor.getBoundingClientRect();
    const box = pane.getBoundingClientRect();
    if (bottom < box.top || top > box.bottom) this.hide();
    else this.place();
  }

  get shown() {
    return !this.node.hidden;
  }

  hide() {
    this.anchor = null;
    this.node.hidden = true;
  }
}
