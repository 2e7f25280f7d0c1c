"""Settings, root URLs, wiring of ports to gateways, the command line, the embedded PostgreSQL. No business logic."""
