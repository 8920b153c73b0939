"""The pages of the application: one module each, with a function ``page()`` that draws it."""
