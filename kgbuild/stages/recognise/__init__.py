"""Stage 4, Doc → Doc: the names of persons, organisations, units and places."""
