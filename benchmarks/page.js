// Measures how long the page takes to show what was asked: from an input to the frame with the last change.
// Runs before the page's own scripts, and sees what happens inside its components (open shadow roots) too.

// In milliseconds of the page's clock: when the first input since `begin` came, when the first and the last
// change after it had been painted, and when there was painted what `begin` was given to look for.
const times = { start: 0, first: 0, last: 0, goal: 0 };
const roots = [document];
let wanted = null;

window.measuring = {
  times,
  begin(goal = null) {
    Object.assign(times, { start: 0, first: 0, last: 0, goal: 0 });
    wanted = goal;
  },
  elements: () => roots.reduce((sum, root) => sum + root.querySelectorAll("*").length, 0),
};

function isReached({ name, text, mark }) {
  return roots.some((root) => root.querySelector(name)?.textContent === text && root.querySelector(mark));
}

// The message comes after the frame for which the callback was called has been painted.
function paint() {
  const { start } = times;
  if (!start) return;
  const isGoal = !times.goal && wanted !== null && isReached(wanted);
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      if (start !== times.start) return; // this was for what came before
      times.last = performance.now();
      times.first ||= times.last;
      if (isGoal) times.goal ||= times.last;
    };
    port2.postMessage(null);
  });
}

function watch(root) {
  const everything = { attributes: true, characterData: true, childList: true, subtree: true };
  new MutationObserver(paint).observe(root, everything);
  root.addEventListener("scroll", paint, true);
}

const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) {
  const root = attach.call(this, options);
  roots.push(root);
  watch(root);
  return root;
};

for (const kind of ["change", "input", "keydown", "pointerdown"])
  addEventListener(kind, (event) => (times.start ||= event.timeStamp), true);
watch(document);
