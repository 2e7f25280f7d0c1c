"""What is kept: Django models by concept, constraints as sentences, migrations, the rights of the database roles."""
