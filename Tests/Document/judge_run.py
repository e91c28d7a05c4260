"""Judges a run of schemathesis by its report: was it whole, and was it enough?

    judge_run.py REPORT BASE_URL      print the verdict
    judge_run.py --worker BASE_URL    print whose key TASKFLOW_TOKEN is
"""

import json
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path

LEAST_CASES = 2_000


def own_worker(base: str) -> str | None:
    """Who the key in TASKFLOW_TOKEN belongs to; None when it is no good."""
    call = urllib.request.Request(f"{base}/api/me", headers={"Authorization": f"Bearer {os.environ['TASKFLOW_TOKEN']}"})
    try:
        with urllib.request.urlopen(call, timeout=20) as response:
            return json.load(response)["worker"]["id"]
    except (urllib.error.URLError, OSError, ValueError, KeyError):
        return None


def main() -> int:
    report_path, base = sys.argv[1:]
    if report_path == "--worker":
        worker = own_worker(base)
        print(worker if worker else f"{base} does not take the token", file=sys.stdout if worker else sys.stderr)
        return 0 if worker else 1
    try:
        report = json.loads(Path(report_path).read_text())
    except (OSError, ValueError):
        print("FAILED  schemathesis wrote no report\n0 passed, 1 failed")
        return 1
    cases, operations = report["test_cases"], report["operations"]
    questions = {
        f"at least {LEAST_CASES} cases were sent ({cases['generated']})": cases["generated"] >= LEAST_CASES,
        f"the run was whole ({report['stop_reason']})": report["complete"] and not report["errors"],
        # All but the stream of events, which has no end.
        f"every operation was tested ({operations['tested']} of {operations['total']})": operations["tested"] >= operations["total"] - 1,
        "the key still works afterwards": own_worker(base) is not None,
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
