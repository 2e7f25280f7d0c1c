"""What people and machines meet: one room a face, and `look`, the room they share."""
