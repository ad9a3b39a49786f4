"""Documents -> rows: a reader for each format, and what is particular to our own documents."""
