"""The test room: a real PostgreSQL of its own, fresh keys, a clock that tests may set."""
