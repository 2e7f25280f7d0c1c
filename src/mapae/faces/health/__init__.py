"""What a machine that watches Mapae asks."""
