"""At the desk and at the gate: what a carrier or the border is told about a traveller."""
