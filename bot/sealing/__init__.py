"""Sealing: the seal itself, where its keys are stored, and the list of everything that is sealed."""
