"""The rules that `argmap check` runs: one module a family, one table of code to rule.

A rule is a function from a `Context` to findings. Rules may import `analysis`, `model`, `syntax`,
`diagnostics`, `source` and `suggest`.
"""
