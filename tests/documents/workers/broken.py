"""A worker that fails in a way nobody has thought of."""

raise AssertionError("unforeseen")
