"""Files of groups: from the cells of a sheet to the raw answers of each traveller, and what could not be read."""
