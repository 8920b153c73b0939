// What Streamlit draws has no option for its language: it always declares English, which decides how a screen
// reader speaks and which Han glyphs a browser chooses, and has English words. Both are put into Chinese here.
const LANGUAGE = "zh-CN";
const UNREACHABLE = "程序没有应答，可能已经关闭。请重新启动程序，再刷新这一页。";
const WORDS = new Map([
  ["Skip to main content", "跳到正文"],
  ["App pages", "页面"],
  ["Sidebar", "菜单"],
  ["Expand sidebar", "打开菜单"],
  ["Collapse sidebar", "收起菜单"],
  ["Scroll tabs left", "向左移动"],
  ["Scroll tabs right", "向右移动"],
  ["Close", "关闭"],
  ["Dismiss", "关闭"],
  ["Open", "展开"],
  ["Choose an option", "请选择"],
  ["No results", "没有相符的"],
  ["Press Enter to apply", "按回车键确定"],
  ["Press Enter to submit form", "按回车键确定"],
  ["Show password", "显示密码"],
  ["Hide password", "隐藏密码"],
  ["file upload", "选择文件"],
  ["Upload", "选择文件"],
  ["Upload directories", "选择文件夹"],
  ["Add files", "继续添加"],
  ["add icon", ""],
  ["Error: ", ""],
  ["Drag and drop a file here", "把文件放在这里"],
  ["Drag and drop files here", "把文件放在这里"],
  ["Drag and drop directories here", "把文件夹放在这里"],
  ["Running...", "正在处理"],
  ["Clear value", "清空"],
  ["Decrement", "减少"],
  ["Increment", "增加"],
  ["Stop", "停止"],
  ["Connecting", "正在连接"],
  ["Connecting to Streamlit server", "正在连接程序"],
  ["Unable to connect to Streamlit server", UNREACHABLE],
  ["Connection error", "连接中断"],
  ["Connection timed out.", UNREACHABLE],
  ["Streamlit server is not responding. Are you connected to the internet?", UNREACHABLE],
  ["Page not found", "没有这一页"],
  [
    "The page that you have requested does not seem to exist. Running the app's main page.",
    "没有这个地址的页面，已经打开首页。",
  ],
]);
const SENTENCES = [
  [/^(\d+) options? available\.$/, "有 $1 项可选。"],
  [/^Help for (.+)$/s, "说明：$1"],
  [/^Remove (.+)$/s, "移除 $1"],
  [/^(\d+)MB per file$/, "也可以拖到这里，单个文件不超过 $1 MB"],
  [/^File must be (\d+)\.0MB or smaller\.$/, "文件超过 $1 MB，请先拆成几份。"],
];
const ATTRIBUTES = ["aria-label", "placeholder", "title"];
// Words of documents and file names, which stay as they are.
const CONTENT = `[data-testid="stHtml"], [role="option"],
  [data-testid="stMarkdownContainer"]:not([data-testid="stFileUploaderDropzone"] *)`;

export default function () {
  const page = document.documentElement;
  if (page.lang === LANGUAGE) return; // once a visit, though every rerun comes here
  page.lang = LANGUAGE;
  translate(page);
  new MutationObserver((changes) => {
    for (const { addedNodes, target, type } of changes) {
      if (type === "attributes") translateAttributes(target);
      else for (const node of type === "childList" ? addedNodes : [target]) translate(node);
    }
  }).observe(page, { subtree: true, childList: true, characterData: true, attributeFilter: ATTRIBUTES });
  page.addEventListener("click", closeDrawer);
}

/** Put the words of `node` and of all that is in it into Chinese. */
function translate(node) {
  if (node.nodeType === Node.TEXT_NODE) translateText(node);
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  translateAttributes(node);
  node.querySelectorAll(ATTRIBUTES.map((name) => `[${name}]`)).forEach(translateAttributes);
  const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) translateText(texts.currentNode);
}

function translateText(node) {
  const chinese = inChinese(node.data);
  if (chinese !== node.data && !node.parentElement?.closest(CONTENT)) node.data = chinese;
}

function translateAttributes(node) {
  for (const name of ATTRIBUTES) {
    const words = node.getAttribute(name);
    const chinese = words && inChinese(words);
    if (chinese !== words) node.setAttribute(name, chinese);
  }
}

function inChinese(words) {
  const known = WORDS.get(words);
  if (known !== undefined) return known;
  const [pattern, chinese] = SENTENCES.find(([pattern]) => pattern.test(words)) ?? [];
  return pattern ? words.replace(pattern, chinese) : words;
}

/** On a phone the pages are in a drawer, which Streamlit leaves open in front of the page just chosen. */
function closeDrawer(event) {
  if (!event.target.closest('[data-testid="stSidebarNavLink"]')) return;
  document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
}
