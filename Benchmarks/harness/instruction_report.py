"""Instructions of a call as Markdown, and whether they keep to their budget."""

from harness.instructions import BEFORE, PARTS, SHARE, WORDS, Cost, demangled

__all__ = ["WORDS", "aims", "dearest", "heads", "rows"]
DEAREST = 5


def heads() -> list[str]:
    return ["", "instructions a call", "before", "of it", *(name for name, _ in PARTS), "elsewhere"]


def rows(found: dict[str, Cost]) -> list[list[str]]:
    table = []
    for kind, cost in found.items():
        before = BEFORE.get(kind)
        share = f"{100 * cost.total / before:.0f} %" if before else "–"
        parts = [f"{cost.parts[name]:,.0f}" for name in (*(name for name, _ in PARTS), "elsewhere")]
        table.append([kind, f"{cost.total:,.0f}", f"{before:,}" if before else "–", share, *parts])
    return table


def dearest(found: dict[str, Cost]) -> str:
    """A line for each function: what it takes in one call, and its name."""
    blocks = []
    for kind, cost in found.items():
        top = cost.functions.most_common(DEAREST)
        names = demangled([name for name, _ in top])
        lines = [f"- {kind}:"] + [f"  - {value:,.0f}  `{name}`" for name, (_, value) in zip(names, top, strict=True)]
        blocks.append("\n".join(lines))
    return "\n".join(blocks)


def aims(found: dict[str, Cost]) -> list[tuple[str, float, bool, str]]:
    """Against what the calls took before; nothing is held to a share that was not measured."""
    kept = []
    for kind, share in SHARE.items():
        if kind in found and kind in BEFORE:
            percent = 100 * found[kind].total / BEFORE[kind]
            kept.append((f"instructions of {kind} ≤ {100 * share:.0f} % of before", percent, percent <= 100 * share, " %"))
    return kept
