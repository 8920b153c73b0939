"""The entry for ``streamlit run``: the pages and what they share."""

# ruff: noqa: PLC0415 - workers run this file too, under another name, and must not load the page

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect x="5" y="3" width="22" height="26" rx="3" fill="#1f5294"/>'
    '<path d="M10 10h12M10 21h7" stroke="#fff" stroke-width="2.5"/>'
    '<path d="M9 15.5h14" stroke="#ffd34d" stroke-width="4"/></svg>'
)


def main() -> None:
    """Draw the page that was asked for."""
    import streamlit as st

    from clause_patterns import PatternError, load_library
    from ui.components.chrome import chrome
    from ui.jobs import QUEUE
    from ui.screens import analysis, comparison, library, playground, steps, survey
    from ui.words import literal

    st.set_page_config(page_title="签前看", page_icon=ICON, layout="wide")
    chrome()
    try:
        load_library()
    except PatternError as error:  # in a pack; the command line tells it before there is a page
        st.error(literal(f"规则有误：{error}"))
        return
    QUEUE.warm()
    st.navigation(
        [
            st.Page(analysis.page, title="签前看", url_path="analysis", default=True),
            st.Page(steps.page, title="下一步", url_path="steps"),
            st.Page(comparison.page, title="比较两家", url_path="comparison"),
            st.Page(survey.page, title="普查", url_path="survey"),
            st.Page(library.page, title="条款库与法条", url_path="library"),
            st.Page(playground.page, title="试规则", url_path="playground"),
        ],
        position="top",
    ).run()


if __name__ == "__main__":  # as Streamlit calls its script too
    main()
