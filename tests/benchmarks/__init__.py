"""Measurements, run by hand: figures of one run on one machine, and ratios taken within it."""
