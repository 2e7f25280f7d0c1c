"""What the payment provider's machine meets."""
