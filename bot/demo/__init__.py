"""The same bot on a simulated Discord: in the browser (`app`) and as a tour on the terminal (`tour`)."""
