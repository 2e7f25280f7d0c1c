"""Screening: comparing an applicant with what is known, and saying why a possible match is one."""
