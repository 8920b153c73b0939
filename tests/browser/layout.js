// What is wrong with how the page lies in the window: it scrolls sideways, or something lies over what should
// be in front (an open dialog, otherwise the bar on top) or the bar over the page's title.
() => {
  const at = ({ x, y, width, height }) => document.elementFromPoint(x + width / 2, y + height / 2);
  const wrong = [];
  const main = document.querySelector('[data-testid="stMain"]');
  for (const node of [document.documentElement, main]) {
    if (node.scrollWidth > innerWidth) wrong.push(`${node.tagName} is ${node.scrollWidth} wide`);
  }
  const bar = document.querySelector('[data-testid="stHeader"]');
  const front = document.querySelector('[role="dialog"]') ?? bar;
  for (const node of front.querySelectorAll("a, button, textarea")) {
    const box = node.getBoundingClientRect();
    if (box.width && box.height && box.bottom < innerHeight && !node.contains(at(box))) {
      wrong.push(`something lies over ${node.outerHTML}`);
    }
  }
  const title = document.querySelector("h3").getBoundingClientRect();
  if (main.scrollTop === 0 && title.top < bar.getBoundingClientRect().bottom) wrong.push("the bar lies over the title");
  return wrong;
}
