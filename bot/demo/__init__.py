"""The demo: the same bot on a simulated Discord, in the browser (`app`) or as a tour on the terminal (`tour`)."""
