"""Mapae: open-source, self-hosted electronic travel authorization."""

__version__ = "0.1.0"
