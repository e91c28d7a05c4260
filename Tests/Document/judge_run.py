"""Judges a run of schemathesis by its report: judge_run.py REPORT BASE_URL. Was it whole, and was it enough?"""

import json
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path

LEAST_CASES = 2_000


def key_still_works(base: str) -> bool:
    """A run that deleted its own worker or key tested nothing but 401 from there on."""
    call = urllib.request.Request(f"{base}/api/me", headers={"Authorization": f"Bearer {os.environ['TASKFLOW_TOKEN']}"})
    try:
        with urllib.request.urlopen(call, timeout=20) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def main() -> int:
    report_path, base = sys.argv[1:]
    try:
        report = json.loads(Path(report_path).read_text())
    except (OSError, ValueError):
        print("FAILED  schemathesis wrote no report\n0 passed, 1 failed")
        return 1
    cases, operations = report["test_cases"], report["operations"]
    questions = {
        f"at least {LEAST_CASES} cases were sent ({cases['generated']})": cases["generated"] >= LEAST_CASES,
        f"the run was whole ({report['stop_reason']})": report["complete"] and not report["errors"],
        f"every operation was tested ({operations['tested']} of {operations['total']})": operations["tested"] == operations["total"],
        "the key still works afterwards": key_still_works(base),
        f"no filter of schemathesis.toml is idle ({idle_filters(report)})": idle_filters(report) == "none",
    }
    missed = [question for question, answer in questions.items() if not answer]
    for question in missed:
        print(f"FAILED  {question}")
    failed = cases["unique_failures"] + len(missed)
    print(f"{cases['generated'] - cases['with_failures']} passed, {failed} failed")
    return 1 if failed else 0


def idle_filters(report: dict) -> str:
    return "; ".join(map(str, report["warnings"].get("unmatched_filter", []))) or "none"


if __name__ == "__main__":
    sys.exit(main())
