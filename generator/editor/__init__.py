"""The editor: answer files in a browser, on the reader's own machine. It has no rules of its own."""
