"""The picture as a screen: its address, and the parts of its page, made from `exploring`."""
