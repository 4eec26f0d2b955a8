"""Training of the shipped model; needs the `train` extra. Nothing else in kgbuild imports this package."""
