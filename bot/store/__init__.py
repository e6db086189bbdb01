"""Where letters are kept. Rows become frozen dataclasses at this border, and text is sealed at it."""
