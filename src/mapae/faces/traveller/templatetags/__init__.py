"""Template tags of the traveller’s pages."""
