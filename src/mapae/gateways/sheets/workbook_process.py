"""The process that reads one workbook: from standard input, with little memory and time, to standard output.

python -m mapae.gateways.sheets.workbook_process XLSX < file > answer
"""

from __future__ import annotations

import contextlib
import sys

from mapae.gateways.sheets.kinds import FileKind
from mapae.gateways.sheets.wire import encoder

MOST_MEMORY = 640 * 1024 * 1024  # bytes of address space
MOST_CPU = 20  # seconds
GAVE_UP = 3  # the number that the process ends with


def limit_ourselves() -> None:
    """Where the system knows such limits; elsewhere the limits of the archive alone hold."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU, MOST_CPU))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(kind: str) -> int:
    """Answer in one message; GAVE_UP where the limits were met. Beyond the library's memory the system ends us by a signal."""
    limit_ourselves()
    from mapae.gateways.sheets.workbook_reading import answer_for  # after the limits: it loads the library

    try:
        sys.stdout.buffer.write(encoder.encode(answer_for(sys.stdin.buffer.read(), FileKind[kind])))
    except MemoryError:
        return GAVE_UP
    except BaseException as fault:
        # The library's own end, when it finds no memory or a file as nobody thought of; it derives from BaseException alone.
        if type(fault).__name__ != "PanicException":
            raise
        return GAVE_UP
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
