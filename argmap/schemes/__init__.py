"""Patterns of argument: the known ones, and those that a settings file adds.

Imports `suggest` only.
"""

from argmap.schemes.library import BadScheme, Library, Scheme, own_schemes, plain

__all__ = ["BadScheme", "Library", "Scheme", "own_schemes", "plain"]
