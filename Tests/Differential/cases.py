"""The calls that are sent to both servers: hand-picked ones, and generated ones from a fixed seed.

A case is the call as bytes; nothing here knows the right answer. `traits` says what is unusual about a body, so that a
deliberate difference can name a property rather than a list of cases.
"""

import json
import math
import random
import re
from dataclasses import dataclass, field
from urllib.parse import quote

JSON = "application/json"
#: No server has this task; a call that passes validation is answered 404, which counts as accepted.
ABSENT = 999_999_999
TASKS = "/api/tasks"
TASK = f"{TASKS}/{ABSENT}"


@dataclass(frozen=True)
class Case:
    id: str
    method: str
    path: str
    body: bytes | None = None
    content_type: str | None = None
    traits: frozenset[str] = field(default_factory=frozenset)


def all_cases() -> list[Case]:
    cases = [
        *fields(), *integers(), *times(), *lists(), *several(), *bodies(), *syntax(), *content_types(),
        *queries(), *progress(), *paths(), *patches(), *reasons(), *generated_bodies(), *generated_damage(),
    ]  # fmt: skip
    seen: dict[str, int] = {}
    unique = []
    for case in cases:
        count = seen[case.id] = seen.get(case.id, 0) + 1
        unique.append(case if count == 1 else Case(**{**vars(case), "id": f"{case.id}#{count}"}))
    return unique


def send(name: str, body: object, path: str = TASKS, method: str = "POST", content_type: str | None = JSON) -> Case:
    """A call with a body: bytes and text as they are, anything else as JSON."""
    if isinstance(body, str):
        body = body.encode("utf-8", "surrogatepass")
    elif not isinstance(body, bytes):
        body = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return Case(name, method, path, body, content_type, traits_of(body))


def create(name: str, raw: str, member: str) -> Case:
    """A creation with one member written as raw JSON."""
    return send(f"{name}: {shorten(raw)}", f'{{"title":"t","{member}":{raw}}}')


def patch(name: str, raw: str, member: str) -> Case:
    return send(f"patch {name}: {shorten(raw)}", f'{{"{member}":{raw}}}', TASK, "PATCH")


def query(path: str, text: str) -> Case:
    return Case(f"query {path.removeprefix(TASKS)}?{shorten(text)}", "GET", f"{path}?{ascii_only(text)}")


def shorten(text: str) -> str:
    text = text.encode("unicode_escape").decode()
    return text if len(text) <= 60 else f"{text[:40]}…{len(text)}"


def ascii_only(text: str) -> str:
    return quote(text, safe="!#$%&'()*+,/:;=?@[]~-._")


# -- What is unusual about a body --------------------------------------------------------------------------------------


def traits_of(body: bytes) -> frozenset[str]:
    traits = set()
    if len(body) > 1_048_576:
        traits.add("over-a-mebibyte")
    if body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or b"\x00" in body[:4]:
        traits.add("not-plain-utf8")
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return frozenset(traits | {"invalid-utf8"})
    if deepest(text) > 64:
        traits.add("deep")
    if re.search(r'(?<!")\d{4301}', text):
        traits.add("endless-number")
    try:
        json.loads(
            text,
            object_pairs_hook=lambda pairs: note_members(pairs, traits),
            parse_float=lambda digits: note_number(float(digits), traits),
            parse_constant=lambda _: note_number(math.inf, traits),
        )
    except (ValueError, RecursionError):
        pass
    if has_lone_surrogate(text):
        traits.add("lone-surrogate")
    return frozenset(traits)


def note_members(pairs: list[tuple[str, object]], traits: set[str]) -> dict:
    if len({name for name, _ in pairs}) < len(pairs):
        traits.add("duplicate-member")
    return dict(pairs)


def note_number(value: float, traits: set[str]) -> float:
    if not math.isfinite(value):
        traits.add("not-finite")
    return value


def deepest(text: str) -> int:
    depth = peak = 0
    for character in re.sub(r'"(\\.|[^"\\])*"', "", text):
        depth += (character in "[{") - (character in "]}")
        peak = max(peak, depth)
    return peak


def has_lone_surrogate(text: str) -> bool:
    pairs_removed = re.sub(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}", "", text)
    return re.search(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}", pairs_removed) is not None


# -- Hand-picked -------------------------------------------------------------------------------------------------------

WRONG_KINDS = ["null", "true", "false", "0", "1", "-1", "3.5", '""', '"x"', "[]", "{}", '[1,"a",null]', '{"a":{"b":[]}}']
FAMILY = "👨‍👩‍👧"  # five scalars, one character


def fields() -> list[Case]:
    members = "title description status priority progress_percent assigned_to project_slug parent_id tags due_date"
    cases = [create(f"kind {m}", raw, m) for m in members.split() for raw in WRONG_KINDS if m != "title"]
    cases += [send(f"kind title: {raw}", f'{{"title":{raw}}}') for raw in WRONG_KINDS]
    titles = [
        "a", " a ", "\n a \t", "   ", "\u00a0a\u3000", "\u0085a\u0085", "\u2028a", "\u200ba", "\ufeff", "\u180e",
        "a" * 200, "a" * 201, " " + "a" * 200 + " ", " " * 300, FAMILY * 40, FAMILY * 40 + "a", "é" * 200, "e\u0301" * 100,
        "e\u0301" * 100 + "e", "😀" * 200, "😀" * 201, "a\u0000b", "a\nb", "a\tb", "a\u001bb", "a\u007fb", "a\u0080b",
        "a\u009fb", "a\u00a0b", "a\u2028b", "a\u202eb", "\u001ca\u001c", "\u001fa", "a" * 200 + "\n", "\n" * 201,
        "a" * 201 + "\u0000", "<b>&\"'\\/", "‮", "\uffff", "\U0010ffff", "\ue000",
    ]  # fmt: skip
    cases += [send(f"title {shorten(ascii(t))}", {"title": t}) for t in titles]
    cases += [send(f"title escaped {shorten(ascii(t))}", json.dumps({"title": t})) for t in titles[3:14]]
    for name, member, values in [
        ("description", "description", ["", " ", "x" * 65_536, "x" * 65_537, "😀" * 65_536, "a\nb\u0000c", FAMILY]),
        ("assigned_to", "assigned_to", [" ", "@nobody", "nobody", "n" * 255, "n" * 256, "n" * 300, "@", "\u0000", "😀" * 255]),
        ("project_slug", "project_slug", [
            "a", "a-b", "a--b", "-a", "a-", "A", "a b", "a_b", "a\n", "\na", " a", "ä", "１", "a" * 100, "a" * 101,
            "-" * 100, "-" * 101, "a-" * 50, "0", "a.b",
        ]),
        ("status", "status", ["pending", "in_progress", "review", "completed", "blocked", "Pending", " pending", "done"]),
        ("priority", "priority", ["low", "medium", "high", "critical", "HIGH", "urgent", "low ", "p0"]),
    ]:  # fmt: skip
        cases += [send(f"{name} {shorten(ascii(v))}", {"title": "t", member: v}) for v in values]
    return cases


INTEGERS = [
    '"3"', '" 3 "', '"3.0"', '"3.00"', '"3."', '"+3"', '"-0"', '"-3"', '"03"', '"1_0"', '"1_000"', '"_1"', '"1_"', '"1__0"',
    '"1e2"', '"0x1F"', '"0b1"', '"٣"', '"３"', '" "', '"3.5"', '"3.0001"', '"NaN"', '"\\n3\\t"', '"\\u00a03"', '"1 0"',
    '"- 3"', '"--3"', '"+-3"', '"1,000"', '".0"', '"0.0"', '"-0.0"', '"1_0.0"', '"001.0"', '"3.0e0"', '"null"', '"true"',
    '"3\\u0000"', '"100"', '"101"', '"-1"', '"1.0.0"', '"1._0"', '"1.0_0"',
    "3", "3.0", "-0", "-0.0", "0.0", "1e1", "1e2", "1E+2", "1e-1", "0.1e1", "10e-1", "100", "100.0", "101", "101.0",
    "100.5", "100.00000000000001", "99.99999999999999999999", "1.00000000000000000001", "-0.5", "-1.0", "1e10", "1e17", "1e18",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "9007199254740993.0",
    "1e19", "-1e19", "1e22", "1e300", "1e-300", "123456789012345678901234567890", "-123456789012345678901234567890",
    '"9223372036854775808"', '"-9223372036854775809"', '"123456789012345678901234567890"', '"-123456789012345678901234567890"',
    '"123456789012345678901234567890.0"', "[3]", '{"a":3}',
    f'"{"9" * 100}"', f'"{"9" * 4300}"', f'"{"9" * 4301}"', f'"{"0" * 4300}7"', f'"{"0" * 50}7"', "9" * 100, "9" * 4300,
    "9" * 5000, "1e400", "-1e400", "NaN", "Infinity", "-Infinity",
]  # fmt: skip


def integers() -> list[Case]:
    cases = [create("progress_percent", raw, "progress_percent") for raw in INTEGERS]
    cases += [patch("progress_percent", raw, "progress_percent") for raw in INTEGERS]
    identifiers = ["0", '"0"', "0.0", '"0.0"', "1", '"1"', "true", "false", "-1", "1e30", "9223372036854775808", '"x"']
    cases += [create("parent_id", raw, "parent_id") for raw in identifiers]
    cases += [patch("parent_id", raw, "parent_id") for raw in identifiers]
    return cases


TIMES = [
    "2026-01-01", "2026-01-01T10:00", "2026-01-01 10:00", "2026-01-01T10:00:00", "2026-01-01T10:00:00Z",
    "2026-01-01t10:00:00z", "2026-01-01_10:00:00", "2026-01-01T10:00:00.1", "2026-01-01T10:00:00.123456789",
    "2026-01-01T10:00:00.1234567890123", "2026-01-01T10:00:00,5", "2026-01-01T10:00:00.", "2026-01-01T10:00:00.Z",
    "2026-01-01T10:00:00+05:30", "2026-01-01T10:00:00+0530", "2026-01-01T10:00:00+05", "2026-01-01T10:00:00+5",
    "2026-01-01T10:00:00-23:59", "2026-01-01T10:00:00+24:00", "2026-01-01T10:00:00+05:60", "2026-01-01T10:00:00 +05:00",
    "2026-01-01T10:00:00−05:00", "2026-01-01T10:00:00-00:00", "2026-01-01T10:00Z", "2026-01-01T10:00+01:00",
    "2026-01-01T10:00:00 Z", "2026-01-01T10:00:00ZZ", "2026-01-01T10:00:00Zx", "2026-01-01T10:00:00Z ",
    "2026-01-01T24:00:00", "2026-01-01T25:00:00", "2026-01-01T23:60:00", "2026-01-01T23:59:60", "2026-12-31T23:59:60Z",
    "2026-01-01T", "2026-01-01 ", "2026-01-01Z", "2026-01-01+05:00", "2026-01-01x", "2026-01-0110:00", "2026-01-01T10",
    "2026-01-01T1000", "2026-01-01T10:0", "2026-01-01T1:00", "2026-01-01  10:00", "2026-01-01T10:00:0", "2026-01-01T10:00:000",
    "2026-1-1", "2026-02-29", "2024-02-29", "2100-02-29", "2000-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
    "2026-01-32", "2026-99-99", "0000-01-01", "0000-13-01", "0001-01-01", "9999-12-31", "9999-12-31T23:59:59.999999Z",
    "10000-01-01", "-2026-01-01", "+2026-01-01", "26-01-01", "2026/01/01", "2026-01/01", "2026.01.01", "01-01-2026",
    "2026-001", "2026-W01-1", "20260101T100000Z", "202a-01-01", "2026-0a-01", "2026-01-0a", "１０２６-01-01", "tomorrow", "now",
    " ", " 2026-01-01", "2026-01-01\n", "12:00", "12:00:00", "Thu, 01 Jan 2026 00:00:00 GMT", "1e9", "1_700_000_000", "nan", "inf",
    "infinity", "P1D", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-01-01T00:00:00+14:00",
]  # fmt: skip
#: Numbers, and strings of digits alone: pydantic reads them as seconds (or milliseconds) since 1970.
EPOCHS = [
    "0", "1", "-1", "1700000000", "1700000000.123", "1700000000000", "20000000000", "20000000001", "-62135596800",
    "253402300799999", "253402300800000", "99999999999999999999", "1e20", "1e9", "-0.0", '"0"', '"2026"', '"20260101"',
    '"1700000000"', '"1700000000.5"', '"1700000000000"', '"-1"', '"+1700000000"', '" 1700000000 "', '"1e20"', '"99999999999999999999"',
]  # fmt: skip


def times() -> list[Case]:
    cases = [create("due_date", json.dumps(text, ensure_ascii=False), "due_date") for text in TIMES]
    cases += [create("due_date epoch", raw, "due_date") for raw in EPOCHS]
    cases += [query(TASKS, f"due_before={quote(text)}") for text in TIMES[::6]]
    cases += [query(TASKS, "due_before=2026-01-01T00:00:00+01:00"), query(TASKS, "due_after=2026-01-01T00:00:00%2B01:00")]
    cases += [query(TASKS, "due_after=x&due_before=2026-13-01"), query(TASKS, "due_before="), query(TASKS, "due_after=17")]
    return cases


def lists() -> list[Case]:
    some = [f"t{n}" for n in range(60)]
    values = [
        [], ["a"], ["a", "a"], ["a", "A"], [""], [" a"], ["a "], ["a\n"], ["-a"], ["_a"], ["a:b.c-d_e"], ["a" * 50], ["a" * 51],
        ["ä"], ["a b"], ["1"], [1], [None], [True], [["a"]], [{"a": 1}], ["ok", "BAD", 3, None, "", "a" * 51, ["x"], "fine"],
        some[:50], some[:51], some, ["BAD"] * 50, ["BAD"] * 51, ["BAD!", *some[:50]], [*some[:55], "BAD"], [*some[:50], 3],
        ["a"] * 50, ["a"] * 51, [1] * 60,
    ]  # fmt: skip
    cases = [create("tags", json.dumps(v, ensure_ascii=False), "tags") for v in values]
    return cases + [patch("tags", json.dumps(v, ensure_ascii=False), "tags") for v in values[::4]]


def several() -> list[Case]:
    wrong = {
        "title": 1, "description": 2, "status": 3, "priority": "x", "progress_percent": "x", "assigned_to": 1,
        "project_slug": "A", "parent_id": -1, "tags": "x", "due_date": "x",
    }  # fmt: skip
    backwards = dict(reversed(wrong.items()))
    untitled = {name: value for name, value in wrong.items() if name != "title"}
    return [
        send("all wrong", wrong), send("all wrong, written backwards", backwards), send("all wrong, no title", untitled),
        send("all wrong but the title", {**wrong, "title": "t"}),
        send("all null", dict.fromkeys(wrong)), send("all empty text", dict.fromkeys(wrong, "")),
        send("all objects", dict.fromkeys(wrong, {})), send("all true", dict.fromkeys(wrong, True)),
        send("missing title echoes its siblings", {"due_date": "x", "status": "z", "extra": {"deep": [1, 2.5, None]}}),
        send("unknown members are ignored", {"title": "t", "bogus": 1, "Title": 2, "title ": 3}),
        send("unknown members beside a fault", {"bogus": 1, "priority": 1, "title": "t"}),
        send("title under another case", {"Title": "t"}), send("camel case is unknown", {"title": "t", "dueDate": "x"}),
        send("two list faults and one after", {"title": "t", "tags": ["A", "b", "C"], "due_date": "x"}),
        send("id and version are ignored", {"title": "t", "id": "x", "version": "y", "created_at": 0}),
        send("prototype names", {"title": "t", "__proto__": {"title": 1}, "constructor": 1}),
        send("empty name", {"": 1}),
    ]  # fmt: skip


def bodies() -> list[Case]:
    cases = [send(f"body {shorten(raw)}", raw) for raw in [
        "null", "[]", "[1]", '[{"title":"t"}]', '"x"', '""', '"{\\"title\\":\\"t\\"}"', "3", "3.0", "-0.0", "1e2", "true", "false",
        "{}", " {} ", '\n{"title":"t"}\n', '\t{ "title" : "t" }\r\n', "[[]]", '[null,{"a":[]}]',
    ]]  # fmt: skip
    cases += [send(f"patch body {shorten(raw)}", raw, TASK, "PATCH") for raw in ["null", "[]", '"x"', "3", "true", "{}"]]
    cases += [
        Case("no body", "POST", TASKS, None, JSON), Case("no body, no type", "POST", TASKS),
        Case("no body, text/plain", "POST", TASKS, None, "text/plain"), Case("empty body", "POST", TASKS, b"", JSON),
        Case("patch without body", "PATCH", TASK, None, JSON), Case("patch without body, no type", "PATCH", TASK),
        send("invalid UTF-8 in a value", b'{"title":"\xff"}'), send("invalid UTF-8 in a name", b'{"\xff":1,"title":"t"}'),
        send("invalid UTF-8 outside", b'\xff{"title":"t"}'), send("overlong NUL", b'{"title":"\xc0\x80"}'),
        send("cut UTF-8", b'{"title":"\xe2\x82'), send("surrogate as UTF-8", b'{"title":"\xed\xa0\x80"}'),
        send("beyond Unicode", b'{"title":"\xf4\x90\x80\x80"}'), send("byte order mark", b'\xef\xbb\xbf{"title":"t"}'),
        send("UTF-16", '{"title":"t"}'.encode("utf-16")), send("UTF-16LE", '{"title":"t"}'.encode("utf-16-le")),
        send("UTF-32", '{"title":"t"}'.encode("utf-32")),
        send("lone surrogate", '{"title":"\\ud800"}'), send("lone trail surrogate", '{"title":"\\udc00x"}'),
        send("swapped surrogates", '{"title":"\\ude00\\ud83d"}'), send("surrogate then letter", '{"title":"\\ud83d\\u0041"}'),
        send("surrogate pair", '{"title":"\\ud83d\\ude00"}'), send("upper-case escapes", '{"title":"\\uD83D\\uDE00 \\u00E9"}'),
        send("all escapes", '{"title":"\\"\\\\\\/","description":"\\b\\f\\n\\r\\t"}'),
        send("escaped member name", '{"t\\u0069tle":"t"}'), send("escaped NUL in the title", '{"title":"a\\u0000"}'),
        send("duplicate title", '{"title":"a","title":"b"}'), send("duplicate unknown", '{"title":"a","x":1,"x":2}'),
        send("duplicate by escape", '{"title":"a","t\\u0069tle":3}'), send("duplicate within", '{"title":"a","x":{"y":1,"y":2}}'),
        send("canonically equal names are two", '{"title":"t","\u00e9":1,"e\u0301":2}'),
        send("60 deep", '{"title":"t","x":' + "[" * 60 + "]" * 60 + "}"), send("64 deep", "[" * 64 + "]" * 64),
        send("100 deep", '{"title":"t","x":' + "[" * 100 + "]" * 100 + "}"), send("100,000 deep", "[" * 100_000),
        send("over a mebibyte", '{"title":"t","x":"' + "x" * 1_048_576 + '"}'),
        send("many unknown members", {"title": "t"} | {f"x{n}": n for n in range(500)}),
    ]  # fmt: skip
    return cases


BROKEN = [
    '{"title":"t",}', '{"title":"t"', '{"title"}', '{"title":}', '{title:"t"}', "{'title':'t'}", '{"title":"t"} x',
    '{"title":"t"}{}', '{"title":"t"}]', '{"title":"t"}}', '{"title":"t" "x":1}', '{"title":"a\nb"}', '{"title":"\t"}',
    '{"title":"\u0000"}', '{"title":"\u001f"}', '{"title":"a\\xb"}', '{"title":"\\', '{"title":"\\"', '{"title":"\\u12"}',
    '{"title":"\\u12G4"}', '{"title":"\\u"}', '{"title":"\\u', '{"title":"\\U0041"}', '{"title":"t', '{"title', '{"title"',
    '{"title" ', '{"title":', '{"title": ', '{"title":"t",', '{"title":"t", ', '{"title":"t" ,', "{,}", '{"a":1,,"b":2}', '{"a"::1}',
    '{1:2}', "{null:1}", "{[]:1}", "[1,]", "[1", "[1 2]", "[", "[,]", "[1,", "[1, ", "[1,,2]", "[1:2]", "{", "]", "}", ",", ":", "[}", "{]",
    "tru", "True", "nul", "None", "fals", "truex", "nullnull", "undefined", "01", "-", "-01", "1.", ".5", "+1", "1e", "1e+", "1.5.5",
    "0x10", "1 2", "--1", "1_000", '"', '"\\', '"abc', "'abc'", "// c\n{}", "/* c */{}", '{"title":"t"/**/}', "# c", " ", "\n\n",
    "\u000b{}", "\u00a0{}", "\ufeff", "\u0000", '{"title":"t"}\u0000', '{"title":tRUE}', '{"title":undefined}', '{"title":01}',
    '{"title":1.}', '{"title":-}', '{"title":.1}', '{"é":"é",}', '{"😀":1,}', '{"é":"😀" "x"}', "é", '\n\n{"a":1,}\n', '{"a":"\\u12é4"}',
    '{"a":"é\n"}', "title=t", "<task/>", "hello", '{"title":"t";}', '{"title"="t"}', '{"a":1}\n{"a":2}', '["a"]["b"]', '{"a":[1,{"b":}]}',
    '{"a":{"b":{"c":[1,2,{"d":tru}]}}}', '[1,2,3', '[[[[', '{"a":{"a":{"a":', '{"title":"t","progress_percent":1e}',
    '{"title":"t"},', '"a":1', '[1,2}', '{"a":1]', "{}{}", "{}[]", "{}x",
]  # fmt: skip


def syntax() -> list[Case]:
    cases = [send(f"broken {shorten(text)}", text) for text in BROKEN]
    cases += [send(f"broken constant {text}", text) for text in ["NaN", "-Infinity", '{"title":NaN}', '{"title":"t","x":Infinity}']]
    return cases + [send("broken and a bad path", "{", f"{TASKS}/abc", "PATCH")]


def content_types() -> list[Case]:
    types = [
        "application/json; charset=utf-8", "application/json;charset=latin1", "APPLICATION/JSON", "Application/Json ; x=y",
        "application/vnd.api+json", "application/merge-patch+json", "application/problem+json", "application/x+JSON",
        "application/jsonx", "application/json, text/plain", "application", "json", "text/json", "text/plain",
        "text/plain; charset=utf-8", "text/plain+json", "application/xml", "application/octet-stream",
        "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "*/*", "garbage", "", ";", "/",
        None,
    ]  # fmt: skip
    cases = [send(f"type {t}", {"title": "t"}, content_type=t) for t in types]
    cases += [send(f"type {t}, broken", "{", content_type=t) for t in [None, "text/plain", "application/xml"]]
    cases += [
        send("type form, form body", "title=t&x=1", content_type="application/x-www-form-urlencoded"),
        send("type text, empty text", " ", content_type="text/plain"),
        send("type text, not UTF-8", b"\xff\xfe", content_type="text/plain"),
        send("type text, unicode", '{"title":"😀\u0000"}', content_type="text/plain"),
        send("type text on patch", {"title": "t"}, TASK, "PATCH", "text/plain"),
        send("type absent on patch", {"title": "t"}, TASK, "PATCH", None),
        send("type absent on reject", {"reason": "r"}, f"{TASK}/reject", "POST", None),
    ]
    return cases


def queries() -> list[Case]:
    integers = [
        "abc", "", "0", "1", "100", "101", "-1", "-0", "1_0", "_1", "%203%20", "3.0", "3.5", "true", "1e1", "null", "%2B3", "+3",
        "+", "3%0A", "٣", "%D9%A3", "%FF", "%E0%A4%A", "%", "%zz", "9223372036854775808", "9999999999999999999999", "5;offset=x", "1,2",
        "%00", "%22", "0x10", "1%202",
    ]  # fmt: skip
    texts = [f"limit={text}" for text in integers]
    texts += [f"offset={text}" for text in ["abc", "", "0", "-1", "1.5", "9223372036854775808", "1e3"]]
    texts += [f"status={text}" for text in ["pending", "bogus", "", "pending,review", "Pending", "%ff", "pending%00"]]
    texts += [f"priority={text}" for text in ["low", "x", "", "LOW"]]
    texts += [f"sort={text}" for text in ["title", "-title", "bogus", "", "-Title", "+title", "created_at,title", "--title", "id"]]
    texts += [f"tag={text}" for text in ["ok", "BAD", "", "a%20b"]]
    texts += [f"project={text}" for text in ["a-b", "A", "", "a" * 101, "-"]]
    texts += [f"parent_id={text}" for text in ["0", "1", "x", "-1", "", "null"]]
    texts += [f"total={text}" for text in ["true", "false", "yes", "no", "on", "off", "t", "n", "1", "0", "2", "True", "TRUE", "", "maybe", "+true"]]
    texts += [f"{name}={text}" for name in ["assigned_to", "created_by"] for text in ["", "@x", "me", "a" * 255, "a" * 256]]
    texts += [
        "limit", "limit=1&limit=abc", "limit=abc&limit=1", "limit=0&limit=101", "limit[]=3", "Limit=abc", "LIMIT=0", "&&limit=x&&",
        "status=pending&status=bogus&status=x", "status=bogus&status=pending", "status=pending&status=review",
        "tag=ok&tag=BAD&tag=", "priority=low&priority=x", "priority=x&priority=low", "parent_id=x&parent_id=1",
        "limit=x&offset=y&status=z", "offset=y&status=z&limit=x", "unknown=1", "=1", "limit=x#y", "?limit=x", "q=%00", "q=", "q=%F0%9F%98%80",
        "limit=5&offset=5&sort=title&status=pending&priority=low", "total=x&sort=y&tag=Z&q=q&limit=0",
        "%6Cimit=x", "limit%3Dx", "limit=1%26offset=x", "due_before=x&limit=x&created_by=",
    ]  # fmt: skip
    cases = [query(TASKS, text) for text in texts]
    for name, value, count in [("status", "x", 6), ("status", "pending", 5), ("status", "review", 100), ("tag", "a", 50), ("tag", "A", 51)]:
        cases.append(Case(f"query {count} times {name}={value}", "GET", f"{TASKS}?" + "&".join([f"{name}={value}"] * count)))
    many = Case("query of many pairs", "GET", f"{TASKS}?" + "&".join(["tag=a"] * 150), None, None, frozenset({"many-pairs"}))
    return [*cases, many]


def progress() -> list[Case]:
    path = f"{TASK}/progress"
    texts = [
        "", "percent=", "percent", "percent=0", "percent=100", "percent=101", "percent=-1", "percent=abc", "percent=3.0", "percent=3.5",
        "percent=1_0", "percent=%2050%20", "percent=1e2", "percent=true", "percent=40&percent=200", "percent=200&percent=40",
        "percent=50&note=", "percent=50&note=ok", f"percent=50&note={'n' * 2000}", f"percent=50&note={'n' * 2001}", "note=ok",
        "note=", "percent=x&note=", "Percent=50", "percent=99999999999999999999", "percent=50&note=a&note=",
    ]  # fmt: skip
    cases = [Case(f"progress ?{shorten(text)}", "POST", f"{path}?{text}") for text in texts]
    return cases + [Case("progress of a bad path", "POST", f"{TASKS}/abc/progress?percent=x")]


def paths() -> list[Case]:
    texts = [
        "abc", "0", "-1", "-0", "1.0", "1.5", "01", "+1", "1_0", "_1", "%201%20", "%31", "%20", "1%00", "%D9%A3", "%EF%BC%93", "true", "null",
        "1e3", "0x1", "%2B1", "%2D1", "%FF", "%E2%82", "1%", "%zz", "1,2", "1;2", "9223372036854775807", "9223372036854775808",
        "99999999999999999999999", "-9223372036854775809", "9" * 4301, "NaN", "@me", "1%0A", "%F0%9F%98%80", "a" * 500,
    ]  # fmt: skip
    cases = [Case(f"path GET {shorten(text)}", "GET", f"{TASKS}/{text}") for text in texts]
    some = ["abc", "0", "1.5", "%20"]
    cases += [Case(f"path DELETE {text}", "DELETE", f"{TASKS}/{text}") for text in some]
    cases += [Case(f"path start {text}", "POST", f"{TASKS}/{text}/start") for text in [*some, "%F0%9F%98%80", "-1", "00"]]
    cases += [send(f"path PATCH {text} and a bad body", {"title": 3, "tags": 3}, f"{TASKS}/{text}", "PATCH") for text in some]
    cases += [send(f"path reject {text} and a bad body", {"reason": ""}, f"{TASKS}/{text}/reject") for text in some]
    cases += [Case("path PATCH abc without body", "PATCH", f"{TASKS}/abc", None, JSON)]
    return cases


def patches() -> list[Case]:
    members = "title description status priority progress_percent assigned_to parent_id tags due_date reason".split()
    cases = [patch(f"kind {m}", raw, m) for m in members for raw in ["null", "true", "1", "3.5", '""', "[]", "{}"]]
    everything = {m: {} for m in members}
    return cases + [
        send("patch all wrong", everything, TASK, "PATCH"), send("patch all null", dict.fromkeys(members), TASK, "PATCH"),
        send("patch unknown", {"project_slug": 3, "version": "x"}, TASK, "PATCH"),
        send("patch long reason", {"reason": "r" * 2001}, TASK, "PATCH"),
        send("patch control in title", {"title": "a\u0000"}, TASK, "PATCH"),
    ]  # fmt: skip


def reasons() -> list[Case]:
    values = [None, 1, True, "", " ", "r", "r" * 2000, "r" * 2001, [], {}, "a\nb"]
    cases = [send(f"reject {shorten(ascii(v))}", {"reason": v}, f"{TASK}/reject") for v in values]
    return cases + [
        send("reject nothing", {}, f"{TASK}/reject"), send("reject list", [], f"{TASK}/reject"),
        send("reject null", "null", f"{TASK}/reject"), Case("reject without body", "POST", f"{TASK}/reject", None, JSON),
    ]  # fmt: skip


# -- Generated ---------------------------------------------------------------------------------------------------------

SEED = 20_261_121
GOOD = {
    "title": ['"t"', '" two words "', '"é😀"'], "description": ['"d"', "null", '""'], "status": ['"pending"'],
    "priority": ['"low"', '"critical"'], "progress_percent": ["0", '"0"', "0.0", "false"], "assigned_to": ["null"],
    "project_slug": ["null"], "parent_id": ["null"], "tags": ["[]", '["a","b:c"]'], "due_date": ['"2026-01-01"', "null"],
}  # fmt: skip


def generated_bodies() -> list[Case]:
    """Bodies with any number of members wrong, in any order, some left out, some unknown."""
    dice = random.Random(SEED)
    scalars = [raw for raw in INTEGERS if len(raw) < 40 and raw not in ("1e400", "-1e400", "NaN", "Infinity", "-Infinity")]
    pool = [*WRONG_KINDS, *scalars, *(json.dumps(t) for t in TIMES), '["A",1]', '"A-"', '"\\u0000"', json.dumps("x" * 257)]
    cases = []
    for number in range(160):
        members = [name for name in GOOD if dice.random() < 0.6]
        if "title" not in members and dice.random() < 0.8:
            members.append("title")
        dice.shuffle(members)
        parts = []
        for name in members:
            raw = dice.choice(pool) if dice.random() < 0.5 else dice.choice(GOOD[name])
            parts.append(f'{json.dumps(name)}:{raw}')
        if dice.random() < 0.2:
            parts.insert(dice.randrange(len(parts) + 1), f'"unknown":{dice.choice(pool)}')
        space = dice.choice(["", " ", "\n  "])
        cases.append(send(f"generated {number}", "{" + space + f",{space}".join(parts) + "}"))
    return cases


def generated_damage() -> list[Case]:
    """A good text with one to three characters taken out, put in or changed: where does the fault lie?"""
    dice = random.Random(SEED + 1)
    good = '{"title": "Grün 😀", "tags": ["a", "b"], "progress_percent": 0, "due_date": null, "x": {"y": [1.5e3, true]}}'
    alphabet = '{}[]:,"\\ \n0123.eE+-tfnu\'é😀\u0001'
    cases = []
    for number in range(120):
        text = list(good)
        for _ in range(dice.choice([1, 1, 1, 2, 3])):
            at = dice.randrange(len(text))
            match dice.randrange(4):
                case 0: del text[at]  # noqa: E701
                case 1: text.insert(at, dice.choice(alphabet))  # noqa: E701
                case 2: text[at] = dice.choice(alphabet)  # noqa: E701
                case 3: del text[at:]  # noqa: E701
            if not text:
                text = ["{"]
        cases.append(send(f"damaged {number}", "".join(text)))
    return cases
