"""View -> documents: one renderer a format, each imported only when it is used."""
