"""Tests of the simulated Discord."""
