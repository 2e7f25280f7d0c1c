"""Stripe as its documentation describes it, on this machine: recorded shapes, a server that replays them, its signatures.

No call to Stripe was made for these shapes. They hold every field that the API version 2026-10-28.endive names for the
objects we read; `tests/gateways/test_stripe_shapes.py` holds them against the types of Stripe's own library.
"""
