"""Stage 5, Doc → Doc: which mentions of a document stand for the same entity."""
