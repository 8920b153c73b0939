// Every English word that a reader sees or a screen reader says, with the words around it. Left out are what
// is hidden from both, names of files, rules, keys and sites, commands, what is typed in, and words that are
// Chinese by now.
() => {
  const CHINESE = /(?<![A-Za-z])(PDF|Word|App|APP|SDK|WLAN|CSV|PNG|SVG|DOCX|JSON|HTML|OFD|SLKJ|IRR|WPS|Excel|iOS|HarmonyOS|SHA)(?![A-Za-z])/g;
  const NAMES = /[\w一-鿿]+\.(txt|pdf)|www\.[\w.]+|[a-z]+(-[a-z]+)+/g;
  const found = new Set();
  const look = (words) => {
    if (words && /[A-Za-z]{3}/.test(words.replace(NAMES, "").replace(CHINESE, ""))) found.add(words.trim().slice(0, 120));
  };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) look(node.data);
    if (node.matches?.('script, style, noscript, svg, kbd, code, [aria-hidden="true"]')) return;
    if (node.matches?.("textarea")) return look(node.getAttribute("aria-label"));
    if (node instanceof Element && getComputedStyle(node).display === "none") return;
    for (const name of ["aria-label", "aria-description", "title", "placeholder", "alt"]) look(node.getAttribute?.(name));
    [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes].forEach(walk);
  };
  walk(document.body);
  return [...found];
}
