"""Files of groups: read by their content within limits, written without formulas."""
