"""Where a server's time goes under one load, by what the time is spent on; needs perf (Debian's linux-perf)."""

import re
import shutil
import subprocess
import threading
from collections import Counter
from pathlib import Path

from harness.load import measure
from harness.servers import Server

# The first line that matches a sample's library and symbol names what it is.
COSTS = [
    ("kernel: handing work between threads (futex, wake-ups, switches)",
     r"kernel.*(futex|schedul|switch|wake|try_to_w|_raw_spin_unlock_irqrestore|sched_|pick_|queue_task|enqueue|dequeue|idle|select_task|load_avg|update_curr|plist|hrtick)"),
    ("kernel: files and fsync", r"kernel.*(ext4|jbd2|blk|bio_|fsync|fdatasync|writeback|folio|pagecache|virtblk|virtio|filemap|xas_|vfs_write|pwrite|iomap)"),
    ("kernel: sockets and polling", r"kernel.*(tcp|sock|skb|inet|ip_|net_|epoll|ep_|eventfd|nf_|napi|loopback|__dev|recv|send|vfs_read|neigh|sk_|release_sock|lock_sock)"),
    ("kernel: the rest (system call entry, memory, timers)", r"kernel"),
    ("SQLite", r"libsqlite3"),
    ("libpq", r"libpq"),
    ("reference counts and memory (retain, release, malloc, copies)",
     r"swift_(retain|release|bridgeObject|alloc|dealloc|slowAlloc|slowDealloc|isUniquely|project|initStack|task_alloc|task_dealloc)|RefCount|libc.*(malloc|free|calloc|_int_|mem(cpy|move|set)|cfree|tcache)"),
    ("Swift's generics at run time (metadata, witnesses, casts)", r"(swift_get|swift_conforms|MetadataCache|swift_checkMetadata|swift_dynamicCast|Witness|Demangl|swift_instantiate|TypeLookup)"),
    ("Swift's tasks (switches, continuations, executor)", r"libswift_Concurrency|libdispatch|libpthread|libc.*pthread|swift_(task|job|continuation)|dispatch_|\$sSc"),
    ("SHA-256 of the key", r"[Ss][Hh][Aa]256|CCrypto"),
    ("NIO and Hummingbird (parsing, pipeline, encoding of heads)", r"NIO|Hummingbird|HTTPTypes|c_nio|llhttp"),
    ("TaskFlow's JSON and schemas", r"TaskFlowSchema"),
    ("TaskFlow's door, operations and storage", r"TaskFlow"),
    ("strings, arrays and dictionaries of the standard library", r"libswiftCore|Foundation|\$s[sS]|_ZNK?\w*swift"),
]  # fmt: skip


def available() -> bool:
    return shutil.which("perf") is not None


def profile(server: Server, kind: str, folder: Path, ids: int, seconds: int = 6) -> list[tuple[str, float]]:
    """Each cost with its share of the samples, largest first; empty where perf may not look."""
    data = folder / f"{kind}.perf"
    load = threading.Thread(target=measure, args=(server, kind, seconds + 2), kwargs={"ids": ids, "run": "profile"})
    load.start()
    command = ["perf", "record", "-F", "499", "-o", str(data), "-p", str(server.process.pid), "--", "sleep", str(seconds)]
    recorded = subprocess.run(command, capture_output=True, check=False)
    load.join()
    if recorded.returncode != 0:
        return []
    report = ["perf", "report", "-i", str(data), "--stdio", "--percent-limit", "0", "--sort", "dso,symbol"]
    lines = subprocess.run(report, capture_output=True, text=True, check=False).stdout.splitlines()
    shares: Counter[str] = Counter()
    for line in lines:
        if found := re.match(r"\s+([0-9.]+)%\s+(.*)", line):
            shares[cost(demangled(found.group(2)))] += float(found.group(1))
    return shares.most_common()


def cost(sample: str) -> str:
    return next((name for name, pattern in COSTS if re.search(pattern, sample)), "elsewhere")


def demangled(sample: str) -> str:
    """Swift's mangled names spell the module out: that is all that is looked for."""
    return sample.replace("[kernel.kallsyms]", "kernel")
