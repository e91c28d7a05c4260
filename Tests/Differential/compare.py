"""Sends every case to a TaskFlow server and to FastAPI and compares what comes back.

    compare.py BASE_URL --token KEY     compare; exit 1 on any difference that differences.json does not declare
    compare.py --record                 write expected.json: what FastAPI answers to every case
    compare.py --check                  exit 1 unless expected.json is what FastAPI answers today

Compared are the kind of answer (accepted, or its status) and, for 422, the whole `detail` list. 200, 201, 204 and 404
are all "accepted": the call passed validation, and the reference app has no tasks that could be missing. 3 and 3.0 differ,
and so do 1 and true. A declared difference that no case shows is a failure too, so that the list stays true.
"""

import argparse
import base64
import hashlib
import http.client
import json
import math
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cases import Case, all_cases
from reference_server import reference_server

HERE = Path(__file__).parent
EXPECTED = HERE / "expected.json"
ACCEPTED = {200, 201, 204, 404}


@dataclass
class Answer:
    status: int
    body: object

    @property
    def kind(self) -> str:
        return "accepted" if self.status in ACCEPTED else str(self.status)

    @property
    def detail(self) -> list | None:
        found = self.body.get("detail") if isinstance(self.body, dict) else None
        return found if self.status == 422 and isinstance(found, list) else None


def ask(base: str, case: Case, token: str | None) -> Answer:
    """One call on a connection of its own, byte for byte as the case has it."""
    url = urlsplit(base)
    connection = http.client.HTTPConnection(url.hostname, url.port or 80, timeout=30)
    headers = {"Content-Type": case.content_type} if case.content_type is not None else {}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    try:
        connection.request(case.method, url.path.rstrip("/") + case.path, body=case.body, headers=headers)
        response = connection.getresponse()
        data = response.read()
    except (OSError, http.client.HTTPException) as error:
        return Answer(0, f"no answer: {type(error).__name__}")
    finally:
        connection.close()
    try:
        return Answer(response.status, json.loads(data, parse_int=integer))
    except ValueError:
        return Answer(response.status, data[:200].decode("utf-8", "replace"))


class EndlessInteger(str):
    """The digits of an integer that Python refuses to read."""


def integer(digits: str) -> int | EndlessInteger:
    return int(digits) if len(digits) <= 4_000 else EndlessInteger(digits)


# -- Equality ----------------------------------------------------------------------------------------------------------


def same(left: object, right: object) -> bool:
    """Equality of JSON values in which 1, 1.0 and true are three."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[name], right[name]) for name in left)
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, float) and left == 0:
        return right == 0 and math.copysign(1, left) == math.copysign(1, right)
    return left == right


def agree(reference: Answer, actual: Answer) -> bool:
    return reference.kind == actual.kind and (reference.status != 422 or same(reference.detail, actual.detail))


# -- Declared differences ----------------------------------------------------------------------------------------------


def applies(difference: dict, case: Case, reference: Answer) -> bool:
    when = difference.get("when", {})
    return (
        ("trait" not in when or when["trait"] in case.traits)
        and ("method" not in when or when["method"] == case.method)
        and ("path" not in when or when["path"] == case.path)
        and ("reference" not in when or reference.status in when["reference"])
    )


def one_or_many(value: object) -> list:
    return value if isinstance(value, list) else [value]


def selects(selector: dict, error: object) -> bool:
    """Whether an entry of `detail` is one that a difference speaks of."""
    if not isinstance(error, dict) or error.get("type") not in one_or_many(selector["type"]):
        return False
    given = error.get("input")
    return (
        ("loc" not in selector or error.get("loc") in selector["loc"])
        and ("source" not in selector or (error.get("loc") or [None])[0] == selector["source"])
        and ("input" not in selector or any(same(given, value) for value in selector["input"]))
        and ("input_is_number" not in selector or is_number(given))
    )


def is_number(value: object) -> bool:
    if isinstance(value, str):
        return re.fullmatch(r"\s*[+-]?\d+(\.\d+)?\s*", value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def explained_whole(then: dict, reference: Answer, actual: Answer) -> bool:
    """A difference that says what the answer is, whatever FastAPI says."""
    if "status" not in then or actual.status not in one_or_many(then["status"]):
        return False
    if actual.status != 422 or "types" not in then:
        return True
    return bool(actual.detail) and all(error.get("type") in then["types"] for error in actual.detail)


def strip(differences: list[dict], reference: Answer, actual: Answer) -> tuple[list, list, set[str]]:
    """Both lists without the entries that only one side has for a declared reason, and the reasons used."""
    theirs, ours, used = reference.detail or [], actual.detail or [], set()
    for difference in differences:
        then = difference["then"]
        if "inputs_cut_at" in then and cut_inputs(theirs, then["inputs_cut_at"]):
            used.add(difference["id"])
        for key, own, other in [("added", ours, theirs), ("without_reference", theirs, ours)]:
            if key not in then:
                continue
            extra = [e for e in own if selects(then[key], e) and not any(same(e, o) for o in other)]
            if extra:
                used.add(difference["id"])
                own[:] = [e for e in own if e not in extra]
    return theirs, ours, used


def cut_inputs(errors: list[dict], limit: int) -> bool:
    """Cuts what FastAPI echoes as TaskFlow says it does; gives whether anything was as long as that."""
    found = False
    for error in errors:
        if "input" in error and size(error["input"]) > limit:
            error["input"], found = cut(error["input"], limit), True
    return found


def size(value: object) -> int:
    """The bytes of a text, or of the compact JSON of anything else, escapes not counted."""
    if isinstance(value, str):
        return len(value.encode("utf-8", "surrogatepass"))
    if isinstance(value, list):
        return 2 + sum(1 + size(one) + quotes(one) for one in value)
    if isinstance(value, dict):
        return 2 + sum(len(name.encode("utf-8", "surrogatepass")) + 4 + size(one) + quotes(one) for name, one in value.items())
    return len(str(value)) if isinstance(value, int) and not isinstance(value, bool) else len(json.dumps(value))


def quotes(value: object) -> int:
    return 2 if isinstance(value, str) and not isinstance(value, EndlessInteger) else 0


def cut(value: object, limit: int) -> object:
    if isinstance(value, list | dict):
        return f"(a list of {len(value)})" if isinstance(value, list) else f"(an object of {len(value)})"
    text = value if isinstance(value, str) else str(value)
    return text.encode("utf-8", "surrogatepass")[: limit - 3].decode("utf-8", "ignore") + "…"


def explain(differences: list[dict], case: Case, reference: Answer, actual: Answer) -> set[str]:
    """The differences that account for this one; empty when it is undeclared."""
    candidates = [d for d in differences if applies(d, case, reference)]
    for difference in candidates:
        if explained_whole(difference["then"], reference, actual):
            return {difference["id"]}
    if {reference.kind, actual.kind} - {"accepted", "422"}:
        return set()
    theirs, ours, used = strip(candidates, Answer(reference.status, copy(reference.body)), Answer(actual.status, copy(actual.body)))
    return used if same(theirs, ours) else set()


def copy(value: object) -> object:
    return json.loads(json.dumps(value))


# -- The recorded answers ----------------------------------------------------------------------------------------------


def brief(value: object) -> object:
    """The value with what is too long to read replaced by its length and digest."""
    if isinstance(value, str) and len(value) > 300:
        digest = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return {"$starts": value[:40], "$scalars": len(value), "$sha256": digest}
    if isinstance(value, int) and abs(value) >= 10**60:
        return {"$integer_digits": len(str(abs(value))), "$starts": str(value)[:20]}
    if isinstance(value, list):
        return [brief(element) for element in value]
    return {name: brief(member) for name, member in value.items()} if isinstance(value, dict) else value


def written(body: bytes | None) -> object:
    if body is None:
        return None
    try:
        return brief(body.decode())
    except UnicodeDecodeError:
        return {"$base64": base64.b64encode(body).decode()}


def record() -> str:
    """What FastAPI answers to every case, one case a line."""
    lines = []
    with reference_server() as base:
        for case in all_cases():
            answer = ask(base, case, None)
            call = {"id": case.id, "call": f"{case.method} {brief_path(case.path)}", "type": case.content_type, "body": written(case.body)}
            lines.append(json.dumps(call | {"status": answer.status, "answer": brief(answer.body)}, ensure_ascii=True))
    return "[\n" + ",\n".join(lines) + "\n]\n"


def brief_path(path: str) -> str:
    return path if len(path) <= 300 else f"{path[:100]}… ({len(path)} characters)"


def check() -> int:
    stored, fresh = EXPECTED.read_text().splitlines(), record().splitlines()
    changed = [line for line in fresh if line not in set(stored)]
    for line in changed[:10]:
        print(f"FAILED  no longer as recorded: {line[:300]}")
    print(f"{len(fresh) - 2 - len(changed)} passed, {len(changed)} failed")
    return 1 if changed or len(stored) != len(fresh) else 0


# -- Comparing ---------------------------------------------------------------------------------------------------------


def report(case: Case, reference: Answer, actual: Answer) -> None:
    body = "" if case.body is None else f"  {case.body[:300]!r}"
    print(f"FAILED  {case.id}\n    {case.method} {case.path[:200]}  [{case.content_type}]{body}")
    for name, answer in [("FastAPI ", reference), ("TaskFlow", actual)]:
        print(f"    {name} {answer.status} {json.dumps(brief(answer.body), ensure_ascii=False)[:1500]}")


def compare(base: str, token: str | None, only: str | None) -> int:
    differences = json.loads((HERE / "differences.json").read_text())
    cases = [case for case in all_cases() if only is None or re.search(only, case.id)]
    seen: dict[str, int] = {d["id"]: 0 for d in differences}
    failed = 0
    with reference_server() as reference_base:
        for case in cases:
            reference, actual = ask(reference_base, case, None), ask(base, case, token)
            if agree(reference, actual):
                continue
            reasons = explain(differences, case, reference, actual)
            for reason in reasons:
                seen[reason] += 1
            if not reasons:
                failed += 1
                report(case, reference, actual)
    passed = len(cases) - failed
    for name, count in seen.items():
        print(f"declared difference {name}: {count} cases")
        if count == 0 and only is None:
            failed += 1
            print(f"FAILED  declared difference {name} was not seen: take it out of differences.json")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base_url", nargs="?", help="the TaskFlow server, started with --rate-limit 0")
    parser.add_argument("--token", help="a key with every scope")
    parser.add_argument("--only", metavar="REGEX", help="only the cases whose id matches")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    if sys.version_info >= (3, 13):
        print("Python 3.13 words two JSON faults anew; run the reference on 3.11 or 3.12", file=sys.stderr)
        return 2
    if arguments.record:
        EXPECTED.write_text(record())
        print(f"recorded {len(all_cases())} answers")
        return 0
    if arguments.check:
        return check()
    if not arguments.base_url:
        parser.error("BASE_URL is needed")
    return compare(arguments.base_url, arguments.token, arguments.only)


if __name__ == "__main__":
    sys.exit(main())
