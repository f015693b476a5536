"""What the desk answers, a file for each thing."""
