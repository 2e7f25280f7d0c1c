"""The officer's face: the queue and the case."""
