"""The command line: `mapae`."""

from mapae.site.cli.main import main

__all__ = ["main"]
