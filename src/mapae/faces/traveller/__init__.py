"""The traveller's face: from the start page to the result, one question page at a time. No page needs JavaScript."""
