// What is known of one document while it is open: its findings, what is filtered, what the reader decided.

class State {
  constructor(data) {
    this.data = data;
    this.findings = data.findings;
    this.reviews = { ...data.reviews };
    this.filter = new Choices();
    this.words = data.findings.map(({ title, headline, place, context, quote, meaning }) =>
      [title, headline, place, context, ...quote.map(([text]) => text), data.meanings[meaning].explain]
        .join("")
        .replace(/\s+/g, "")
        .toLowerCase(),
    );
  }

  shows(index) {
    const { stance, certainty, decision, cell, search, chips } = this.filter;
    const finding = this.findings[index];
    const decided = this.decision(index) ?? "open";
    return (
      Object.entries(chips).every(([kind, ids]) => !ids.size || ids.has(finding[kind])) &&
      !(chips.level.size && finding.aside) &&
      (!stance || (stance === "protects") === (finding.level === "protective")) &&
      (!certainty || (certainty === "implied") === finding.implied) &&
      (!decision || decision === decided) &&
      (!cell || cell.findings.includes(index)) &&
      search.every((word) => this.words[index].includes(word))
    );
  }

  rank(index) {
    return LEVELS.indexOf(this.findings[index].level);
  }

  decision(index) {
    return this.reviews[index]?.decision;
  }

  decisionWord(index) {
    return this.data.decisions[this.decision(index)] ?? "";
  }

  /** Decide about a finding; the same decision a second time takes it back. */
  decide(index, decision) {
    if (this.decision(index) === decision) delete this.reviews[index];
    else this.reviews[index] = { decision, reason: "" };
  }

  giveReason(index, reason) {
    if (this.reviews[index]) this.reviews[index].reason = reason;
  }

  /** How many findings of `level` the reader has not dismissed; what is aside does not count. */
  count(level) {
    return this.findings.filter(
      (finding, index) => finding.level === level && !finding.aside && this.decision(index) !== "dismissed",
    ).length;
  }
}

/** What the reader chose to see; nothing chosen means everything. */
class Choices {
  constructor() {
    this.clear();
  }

  clear() {
    this.chips = { level: new Set(), category: new Set() };
    this.stance = this.certainty = this.decision = "";
    this.search = [];
    this.cell = null; // {label, findings}: a cell of the matrix
  }

  toggle(kind, id) {
    if (!this.chips[kind].delete(id)) this.chips[kind].add(id);
  }

  get any() {
    const { chips, stance, certainty, decision, search, cell } = this;
    return Boolean(chips.level.size || chips.category.size || stance || certainty || decision || search.length || cell);
  }
}
