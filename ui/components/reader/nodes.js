// Small nodes that every part of the component draws.
// Document text only ever goes through textContent and text nodes.

const LEVELS = ["critical", "high", "medium", "low", "info", "protective"];
const PHONE = "(max-width: 720px)";

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function button(className, text) {
  const node = element("button", className, text);
  node.type = "button";
  return node;
}

function tagNode({ level, label }) {
  const node = element("span", "tag", label);
  node.dataset.level = level;
  return node;
}

/** Undo the line ends that a page's width put into a sentence; between Latin words they stand for a blank. */
function unwrapped(text) {
  return text.replace(/(\w?)[ \t]*\r?\n\s*(?=(\w?))/g, (_, before, after) =>
    before && after ? `${before} ` : before,
  );
}

function pressed(nodes, isOn) {
  for (const node of nodes) node.setAttribute("aria-pressed", String(isOn(node)));
}

function onPhone() {
  return matchMedia(PHONE).matches;
}

/** Bring `node` into view: inside its pane at `share` of the height; on a phone the page itself scrolls. */
function reveal(pane, node, share) {
  if (!node?.getClientRects().length) return;
  if (onPhone()) {
    node.scrollIntoView({ block: "start" });
    return;
  }
  const box = pane.getBoundingClientRect();
  pane.scrollTop += node.getBoundingClientRect().top - box.top - share * box.height;
  const { top, bottom } = node.getBoundingClientRect();
  if (top < 0 || Math.min(bottom, top + 80) > innerHeight) pane.closest(".panes").scrollIntoView({ block: "end" });
}

/** The findings of `indices` that are shown, the worst first. */
function worstFirst(indices, state) {
  return indices.filter((index) => state.shows(index)).sort((a, b) => state.rank(a) - state.rank(b));
}

/** What a screen reader says of a place where `indices` begin. */
function spoken(indices, state) {
  const { label, title } = state.findings[indices[0]];
  const more = indices.length > 1 ? `，另有 ${indices.length - 1} 条` : "";
  const decision = state.decisionWord(indices[0]);
  return `${label}，${title}${more}${decision && `，${decision}`}`;
}
