"""The command's outermost shell: what must hold whatever a command does.

UTF-8 output in every locale, closed pipes, full disks, Ctrl-C and bugs end here with an exit code and
at most one line. Imports nothing heavy, so that `--version` answers at once.
"""

from __future__ import annotations

import os
import sys

from argmap import __version__

#: Exit codes, beside those of the commands (0, 1 and 2).
INTERNAL_ERROR = 70  # EX_SOFTWARE
INTERRUPTED = 130  # as a shell says of a process ended by SIGINT
PIPE_CLOSED = 141  # … by SIGPIPE


def main() -> None:
    """The entry point: run the command line in `sys.argv` and end the process.

    The process ends without taking its memory apart piece by piece, which for a large map takes as long
    as drawing it does.
    """
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        try:  # noqa: SIM105
            stream.flush()
        except (OSError, ValueError, AttributeError):
            pass  # what mattered has been flushed and told in `run`
    os._exit(code)


def run(args: list[str]) -> int:
    """Run a command line and return its exit code; all output has been written by then."""
    try:
        _use_utf8()
        code = _command(args)
        sys.stdout.flush()
    except BrokenPipeError:
        _abandon_output()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        _abandon_output()
        return INTERRUPTED
    except OSError as error:
        _abandon_output()
        _complain(_describe(error))
        return 2
    except Exception as error:
        if os.environ.get("ARGMAP_DEBUG"):
            raise
        _complain(
            f"internal error: {type(error).__name__}: {error}\n"
            "This is a bug in argmap. Please report it, with the map if you can;\n"
            "ARGMAP_DEBUG=1 in the environment shows where it happened."
        )
        return INTERNAL_ERROR
    return code


def _command(args: list[str]) -> int:
    if args in (["--version"], ["-V"]):
        sys.stdout.write(f"argmap {__version__}\n")
        return 0
    if "_ARGMAP_COMPLETE" in os.environ:  # a shell asks, see cli/shells
        from argmap.cli.completing import answer

        return answer(args)
    from argmap.cli.app import run as run_command

    return run_command(args)


def _use_utf8() -> None:
    """Write UTF-8 whatever the locale says; what can't be encoded is escaped, never fatal."""
    if sys.stdout is None:  # closed by the caller (`>&-`)
        raise OSError("standard output is closed")
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _abandon_output() -> None:
    """Let nothing that is still buffered be written, or fail again, when the interpreter ends."""
    try:  # noqa: SIM105  (importing contextlib costs start-up time)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        pass  # no real file behind it, so nothing is flushed to one


def _describe(error: OSError) -> str:
    what = error.strerror or str(error)
    if error.filename is not None:
        return f"{os.fsdecode(error.filename)}: {what}"
    return f"cannot write: {what}" if error.errno else what


def _complain(message: str) -> None:
    try:
        sys.stderr.write(f"argmap: {message}\n")
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        pass  # nobody is left to be told


if __name__ == "__main__":
    main()
