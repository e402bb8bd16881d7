"""Pure questions about a resolved map: what stands, what is unanswered, where it runs in a circle.

Imports `model`, `diagnostics` and `source` only. Nothing here recurses over the map; everything is
linear in its nodes and links.
"""
