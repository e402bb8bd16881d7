"""`python -m argmap.schemes.page` writes docs/schemes.md to standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from argmap.schemes.library import WALTON, Library, Scheme

_HEAD = """\
# Patterns of argument

Many arguments follow a pattern: an expert says so, it was so in a like case, it is a sign of something. Each
pattern, or scheme, has premises that play certain parts, and questions that should be asked of every argument
of its kind. A map names the pattern under an `argument`, or under a `premise` that stands alone:

```argmap
speaker ana: Ana
speaker ben: Ben

claim safe @ana: The bridge is safe.
  argument engineer @ana:
    scheme: expert opinion
    premise: Kim has built bridges for twenty years.
      role: expert
    premise: Kim says that this one is safe.
      role: assertion
    question stake @ben: Doesn't Kim work for the builder?
      critical: trustworthiness
```

- `scheme: NAME` names the pattern. Case, hyphens and "argument from" make no difference, and many have other
  names that are known too. `argmap check` tells of a name that nobody knows (S301).
- `role: NAME` under a premise says which part it plays; `major` and `minor` will do where they fit. Where one
  premise names its role, the others are asked for (S303).
- `critical: NAME` under whatever hangs on the argument says which critical question it raises, and under a
  premise or an answer which it meets; several with commas. What is still to be asked tells
  `argmap check --select unasked-critical-question` (U107, off by default).

`argmap scheme` lists the patterns, `argmap scheme NAME` explains one, `--format json` is for programs.

## Patterns of your own

They stand in `argmap.toml`, or under `tool.argmap` in a `pyproject.toml`, in the form of the file that holds
the known ones (`argmap/schemes/schemes.toml`). Only `about` must be given. One with the name of a known
pattern takes its place.

```toml
[schemes.five-whys]
about = "Ask why until there is nothing left to ask; that is the cause."
also = ["root cause"]
reference = "House rules, p. 3"
[schemes.five-whys.roles]
finding = "Something went wrong."
root = "All the answers lead back to this."
[schemes.five-whys.questions]
enough = "Was why asked often enough?"
other = "Does another line of answers lead elsewhere?"
```

`major` names the general premise, `optional` lists roles that are often left out and not asked for,
`conclusion` says what follows, and `deductive = true` marks a pattern that is valid by its form.

"""


_SOURCE = f"""\
The patterns and their critical questions are those of {WALTON} (Douglas Walton, Chris Reed
and Fabrizio Macagno, *Argumentation Schemes*, Cambridge University Press), told in our own words and
sometimes shortened.
"""


def page(library: Library | None = None) -> str:
    """docs/schemes.md."""
    schemes = list(library or Library())
    lines = [_HEAD + "## The known ones\n", _SOURCE]
    for one in schemes:
        if not one.deductive:
            lines += _entry(one)
    lines.append("## Deductive patterns\n")
    lines.append(
        "Valid by their form, so that only the premises can be attacked. They are of all textbooks.\n"
    )
    for one in schemes:
        if one.deductive:
            lines += _entry(one)
    return "\n".join(lines)


def _entry(one: Scheme) -> Iterator[str]:
    yield f"### {one.name}\n"
    yield one.about + (f" Also: {', '.join(one.also)}." if one.also else "") + "\n"
    for role, words in one.roles.items():
        marks = [
            word for word, so in (("major", role == one.major), ("optional", role in one.optional)) if so
        ]
        note = f" ({', '.join(marks)})" if marks else ""
        yield f"- `{role}`{note}: {words}"
    yield f"- So: {one.conclusion}"
    if one.questions:
        yield "\nAsk:\n"
        for question, words in one.questions.items():
            yield f"- `{question}`: {words}"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(page())
