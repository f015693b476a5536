"""A source in, proposed statements out."""
