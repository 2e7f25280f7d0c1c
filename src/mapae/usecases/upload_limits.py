"""How large files of a group may be as they are sent, in bytes; the sheet's own limit stands in `core.group.sheet`."""

MOST_ARCHIVE_BYTES = 40 * 1024 * 1024
