"""Random requests for every URL: hypothesis chooses addresses, queries, forms, headers and cookies, near to good ones or far.

What pages and forms are there is asked of the resolver and of the pages themselves, so a new URL is tried without a word here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote, quote_from_bytes

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.site.wire import Asked

CSRF = b"a" * 32
_METHODS = ("GET",) * 8 + ("POST",) * 11 + ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
ODD = (
    "", " ", "\x00", "a\x00b", "\ud800", "\ufeff", "\u202e", "İı", "٣", "²", "½", "-1", "0", "1", "007", "1e999", "NaN",
    "2147483648", "9" * 30, "0000-00-00", "9999-12-31", "None", "on", "yes", "no", "[]", '{"a":1}', "../..", "//example.org",
    "https://example.org/", "javascript:1", "<script>", "%", "%00", "'", '"', "a;b", "a,b", "a:b", "A" * 300, "Ω" * 3000,
    "\r\nX: y", "|", "_", "0" * 32, "U00000017", "TUR", "CHN", "USA", "UTO", "P<UTO", "specimen@example.org", "a@b\x00.c",
)  # fmt: skip
_TEXT = st.one_of(st.sampled_from(ODD), st.text(max_size=12), st.integers(-(10**6), 10**12).map(str))
_LANGUAGES = ("en", "tr", "ko")
ODD_HEADERS = (
    (b"accept-language", b"xx-YY;q=9, *;q=, tr;q=0.5"),
    (b"accept-language", b"a" * 600),
    (b"accept", b"\xff/\xfe"),
    (b"if-none-match", b'"'),
    (b"if-none-match", b"*"),
    (b"if-modified-since", b"Sun, 99 Foo 9999 99:99:99 GMT"),
    (b"referer", b"http://[::1"),
    (b"origin", b"http://["),
    (b"origin", b"null"),
    (b"range", b"bytes=9-1"),
    (b"x-forwarded-for", b"\xff, ::1, 1.2.3"),
    (b"authorization", b"Bearer \xff"),
    (b"authorization", b"Basic ="),
    (b"user-agent", b""),
    (b"accept-encoding", b"gzip;q=x"),
    (b"x-requested-with", b"XMLHttpRequest"),
    (b"cookie", b'mapae_session="\\000"'),
    (b"cookie", b"mapae_session=a\\000; csrftoken=\xff"),
    (b"cookie", b"mapae_language=\xff"),
    (b"cookie", b"mapae_language=xx; =; ;;=a"),
    (b"host", b"elsewhere.example"),
    (b"stripe-signature", b"t=1,v1=\xff"),
    (b"content-encoding", b"gzip"),
    (b"expect", b"x"),
)
ODD_TYPES = (
    b"application/x-www-form-urlencoded; charset=nothing", b"multipart/form-data", b"multipart/form-data; boundary=\xff",
    b"multipart/form-data; boundary=b; charset=utf-7", b"application/json", b"", b"\xff", b"text/plain",
)  # fmt: skip


@dataclass(frozen=True)
class Url:
    """One URL of the site: its path with {language} and {arguments}, and the class of converter of each argument."""

    name: str
    path: str
    arguments: dict[str, str]


@dataclass
class Known:
    """What good values are: of arguments by name or by converter, and of the fields that pages have, by name."""

    arguments: dict[str, list[str]]
    fields: dict[str, set[str]] = field(default_factory=dict)

    def learn(self, html: str) -> None:
        parser = _Fields()
        parser.feed(html)
        for name, values in parser.found.items():
            self.fields.setdefault(name, set()).update(values)


@dataclass(frozen=True)
class Chosen:
    """A request, and what is known of it: of which URL, and whether anything but its values is out of the ordinary."""

    url: Url
    asked: Asked
    is_address_good: bool
    is_form_good: bool
    is_odd: bool


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, set[str]] = {}
        self._select = ""

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in given}
        if tag == "select":
            self._select = has.get("name", "")
        name = self._select if tag == "option" else has.get("name", "")
        if name not in ("", "csrfmiddlewaretoken") and tag in {"input", "select", "option", "textarea", "button"}:
            self.found.setdefault(name, set()).add(has.get("value", ""))


@st.composite
def requests(draw: DrawFn, urls: Sequence[Url], known: Known, cookies: Sequence[Mapping[str, str]]) -> Chosen:
    """A request of one who has one of these sessions."""
    url, method = draw(st.sampled_from(urls)), draw(st.sampled_from(_METHODS))
    path, is_address_good = _path(draw, url, known)
    headers: list[tuple[bytes, bytes]] = []
    is_form_good = draw(st.integers(0, 9)) > 0
    jar = dict(draw(st.sampled_from(cookies)))
    if is_form_good:
        headers.append((b"x-csrftoken", CSRF))
        jar["csrftoken"] = CSRF.decode()
    headers.append((b"cookie", "; ".join(f"{name}={value}" for name, value in jar.items()).encode()))
    type_, body = _body(draw, known) if method not in ("GET", "HEAD") else (b"", b"")
    is_odd = draw(st.integers(0, 7)) == 0
    if is_odd:
        headers += draw(st.lists(st.sampled_from(ODD_HEADERS), max_size=2))
        type_ = draw(st.sampled_from(ODD_TYPES))
    if type_:
        headers.append((b"content-type", type_))
    asked = Asked(method, path, _encoded(draw, known), tuple(headers), body)
    return Chosen(url, asked, is_address_good, is_form_good, is_odd)


def _path(draw: DrawFn, url: Url, known: Known) -> tuple[str, bool]:
    values, is_good = {"language": draw(st.sampled_from(_LANGUAGES))}, True
    for name, converter in url.arguments.items():
        if draw(st.integers(0, 5)):
            good = known.arguments.get(name) or known.arguments[converter]
            values[name] = quote(draw(st.sampled_from(good)))
        else:
            values[name], is_good = quote_from_bytes(_bytes(draw(_TEXT)), safe=""), False
    return url.path.format(**values), is_good


def _encoded(draw: DrawFn, known: Known) -> bytes:
    """Names and values as in a query or a form, of fields that are somewhere on the site, or of none."""
    name = st.one_of(st.sampled_from(sorted(known.fields)), _TEXT) if draw(st.booleans()) else _TEXT
    pairs = []
    for key in draw(st.lists(name, max_size=6)):
        pairs.append((key, draw(_value(known, key))))
    return "&".join(
        f"{quote_from_bytes(_bytes(key))}={quote_from_bytes(_bytes(value))}" for key, value in pairs
    ).encode()


def _value(known: Known, name: str) -> st.SearchStrategy[str]:
    values = sorted(known.fields.get(name, ()))
    return st.one_of(st.sampled_from(values), _TEXT) if values else _TEXT


def _body(draw: DrawFn, known: Known) -> tuple[bytes, bytes]:
    kind = draw(st.integers(0, 9))
    if kind < 7:
        return b"application/x-www-form-urlencoded", _encoded(draw, known)
    if kind < 9:
        return b"multipart/form-data; boundary=b", _multipart(draw, known)
    return b"application/x-www-form-urlencoded", draw(st.binary(max_size=60))


def _multipart(draw: DrawFn, known: Known) -> bytes:
    parts = b""
    for name in draw(st.lists(st.sampled_from(sorted(known.fields)), max_size=4)):
        file = b'; filename="\x00a.csv"' if draw(st.booleans()) else b""
        parts += b'--b\r\nContent-Disposition: form-data; name="' + _bytes(name) + b'"' + file + b"\r\n\r\n"
        parts += draw(st.one_of(st.binary(max_size=40), _value(known, name).map(_bytes))) + b"\r\n"
    return parts + (b"--b--\r\n" if draw(st.booleans()) else b"")


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
