"""What the figures were measured on."""

import os
import platform
import subprocess
import tempfile
import time
from pathlib import Path


def describe(folder: Path, versions: dict[str, str]) -> list[str]:
    lines = [
        f"Measured {time.strftime('%Y-%m-%d %H:%M UTC', time.gmtime())}; load average before the start "
        f"{' '.join(f'{value:.2f}' for value in os.getloadavg())}.",
        f"{os.cpu_count()} cores, {processor()}; {memory()}; {system()}, Linux {platform.release()}.",
        f"Databases on {file_system(folder)}; one fdatasync takes {fdatasync_microseconds(folder):.0f} µs (median of 200).",
        f"Load generator: {first_line(['wrk', '-v'])}, 2 threads, on the same cores as the servers.",
    ]
    return lines + [f"{name}: {text}" for name, text in versions.items() if text]


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def memory() -> str:
    kilobytes = int(Path("/proc/meminfo").read_text().split()[1])
    return f"{kilobytes / 1024 / 1024:.0f} GiB of memory"


def system() -> str:
    fields = dict(line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line)
    return fields.get("PRETTY_NAME", "an unknown system").strip('"')


def file_system(folder: Path) -> str:
    best = ("", "an unknown file system")
    for line in Path("/proc/mounts").read_text().splitlines():
        _, point, kind, *_ = line.split()
        inside = point == "/" or str(folder.resolve()).startswith(point.rstrip("/") + "/")
        if inside and len(point) > len(best[0]):
            best = (point, kind)
    return best[1]


def fdatasync_microseconds(folder: Path) -> float:
    times = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(200):
            file.write(b"x" * 4096)
            file.flush()
            begun = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append((time.perf_counter() - begun) * 1e6)
    return sorted(times)[len(times) // 2]


def first_line(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return f"{command[0]} is missing"
    return (done.stdout + done.stderr).strip().splitlines()[0].split(" Copyright")[0]
