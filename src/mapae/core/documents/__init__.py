"""Travel documents: identity of a document and its holder, names and dates as the machine-readable zone has them."""
