"""What a text names, resolved: provisions, parties, territories."""
