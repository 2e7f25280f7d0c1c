"""The password hash of service with hardly any work in it: tests of the sign-in would spend most of their time there."""

from __future__ import annotations

from django.contrib.auth.hashers import ScryptPasswordHasher


class QuickScrypt(ScryptPasswordHasher):
    """A thousandth of the work."""

    work_factor = 2**4
