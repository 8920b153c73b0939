// Streamlit always declares English; screen readers and the choice of Han glyphs depend on the language.
export default function () {
  document.documentElement.lang = "zh-CN";
}
