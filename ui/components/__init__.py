"""Our own Streamlit components; each is a folder with its Python, HTML, CSS and JavaScript."""
