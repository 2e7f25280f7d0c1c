"""A programme's dated rules: their model, how they are read, and what they make of a traveller, with a trace."""
