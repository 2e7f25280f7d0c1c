"""What the system does: one file a thing. Load, ask the core, save, audit, enqueue: in one transaction."""
