"""A group of an agency and a file of travellers that waits for the worker: python -m tests.torture.import_seed DATA ROWS."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from mapae.site.cli.house import open_house


def main(data: Path, rows: int) -> None:
    with open_house(data):
        from mapae.site.wiring import ports
        from mapae.usecases.upload_file import upload_file
        from tests.usecases.group_steps import a_csv, a_group, a_representative, row_answers

        who = a_representative(ports())
        group = a_group(ports(), who)
        content = a_csv(ports(), [row_answers(number) for number in range(1, rows + 1)])
        print(json.dumps({"file": str(upload_file(ports(), who, group.id, content).id)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
