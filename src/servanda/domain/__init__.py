"""The words of the trade: frozen values, the standard library only."""
