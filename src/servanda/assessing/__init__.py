"""Statements in, accounts and pictures out."""
