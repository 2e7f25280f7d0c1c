"""Groups for programs of organisations: the same as the pages, as JSON. See contracts/group/openapi.yaml."""
