"""The rules for machines: anybody may read them, nobody is asked who they are."""
