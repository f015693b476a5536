"""Who comes in: sessions and the key of the address; from other machines, passwords and limits."""
