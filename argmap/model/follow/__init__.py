"""Keeps a map in step with edits of its text."""
