// The list of findings: one entry each, in groups, with everything about the one that is open.

class ListPane {
  constructor(node, state) {
    this.node = node;
    this.state = state;
    this.items = state.findings.map((finding, index) => itemNode(finding, index));
    this.items.forEach((_, index) => this.drawDecision(index));
    this.arrangement = "severity";
    this.order = [];
  }

  /** Put the findings that are shown into the list, in the chosen order and groups. */
  arrange() {
    const { state } = this;
    const shown = this.items.map((_, index) => index).filter((index) => state.shows(index));
    const groups = this.groups(shown);
    this.order = groups.flatMap(([, indices]) => indices);
    const nodes = [];
    for (const [title, indices] of groups) {
      if (title) nodes.push(groupNode(title, indices.length));
      for (const index of indices) nodes.push(this.items[index]);
    }
    if (!nodes.length) nodes.push(element("li", "empty", "这里没有条款。"));
    this.node.replaceChildren(...nodes);
  }

  groups(shown) {
    const { state } = this;
    const worst = (a, b) => state.rank(a) - state.rank(b) || a - b;
    const { findings, data } = state;
    if (this.arrangement === "text") return [["", shown]];
    if (this.arrangement === "clause") return grouped(shown, (index) => findings[index].clause || "不在编号的条款里");
    const names = Object.fromEntries(data.categories.map(({ id, label }) => [id, label]));
    const nameOf = (index) => (findings[index].level === "protective" ? "保护" : names[findings[index].category]);
    if (this.arrangement === "severity") {
      const main = shown.filter((index) => !findings[index].aside).sort(worst);
      const aside = shown.filter((index) => findings[index].aside).sort(worst);
      return [["", main], ...grouped(aside, nameOf)];
    }
    const order = [...data.categories.map(({ label }) => label), "保护"];
    return grouped([...shown].sort(worst), nameOf).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  }

  head(index) {
    return this.items[index].querySelector(".head");
  }

  choose(index, before) {
    if (before !== null) this.items[before].removeAttribute("data-chosen");
    if (index !== null) this.items[index].dataset.chosen = "";
  }

  open(index) {
    const item = this.items[index];
    this.head(index).setAttribute("aria-expanded", "true");
    if (!item.querySelector(".details")) {
      item.append(detailsNode(this.state, index));
      this.drawDecision(index);
    }
    item.querySelector(".details").hidden = false;
  }

  close(index) {
    this.head(index).setAttribute("aria-expanded", "false");
    this.items[index].querySelector(".details").hidden = true;
  }

  /** Show what the reader decided about `index`. */
  drawDecision(index) {
    const { state } = this;
    const item = this.items[index];
    const decision = state.decision(index);
    const badge = item.querySelector(".badge");
    badge.hidden = !decision;
    badge.textContent = state.decisionWord(index);
    if (decision) item.dataset.decision = decision;
    else delete item.dataset.decision;
    pressed(item.querySelectorAll(".decide"), (node) => node.dataset.decision === decision);
    const reason = item.querySelector(".reason");
    if (!reason) return;
    reason.hidden = !decision;
    reason.querySelector("input").value = state.reviews[index]?.reason ?? "";
  }

  reveal(index) {
    reveal(this.node, this.items[index], 0.02);
  }
}

function grouped(indices, nameOf) {
  const groups = new Map();
  for (const index of indices) {
    const name = nameOf(index);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(index);
  }
  return [...groups];
}

function groupNode(title, count) {
  const node = element("li", "group");
  node.append(element("h3", "", `${title} · ${count} 处`));
  return node;
}

function itemNode(finding, index) {
  const item = element("li", "item");
  item.dataset.finding = index;
  item.dataset.level = finding.level;
  const head = button("head");
  head.setAttribute("aria-expanded", "false");
  const badge = element("span", "badge");
  const title = element("span", "title", finding.title);
  title.append(" ", badge);
  head.append(
    tagNode(finding),
    title,
    element("span", "place", finding.place),
    element("span", "snippet", unwrapped(finding.quote.map(([text]) => text).join(""))),
  );
  item.append(head);
  return item;
}
