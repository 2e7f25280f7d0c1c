"""Implementations of the ports, nothing else."""
