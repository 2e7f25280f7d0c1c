"""A key of a new organisation, made by the use cases beside a running house, as every command works.

python -m tests.room.program_key DATA
"""

from __future__ import annotations

import sys
from pathlib import Path

from mapae.site.cli.house import open_house


def main(data: Path) -> None:
    with open_house(data):
        from mapae.site.wiring import ports
        from mapae.usecases.organisation_keys import add_organisation_key
        from tests.usecases.group_steps import a_representative

        manager = a_representative(ports()).account
        assert manager is not None
        print(add_organisation_key(ports(), manager))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
