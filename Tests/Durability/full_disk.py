"""A disk that is full: full_disk.py BINARY [--megabytes N]

The data folder lies on a small file system made for this process alone (root, or a kernel with user namespaces). Tasks are
created until the server refuses: that has to be 503, reading goes on, nothing half-written is left, and when space is back
the same server creates again, without help.
"""

import argparse
import ctypes
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from taskflow_process import Reply, Score, TaskFlow, binary_argument, copied_database, faults_on_disk

CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
LARGE = "A sentence of text. " * 3_000
RECOVERY = 15.0


def own_mounts() -> bool:
    """Gives this process a view of the mounts of its own, so that nothing is left mounted however it ends."""
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if libc.unshare(CLONE_NEWNS) != 0:
        if libc.unshare(CLONE_NEWNS | CLONE_NEWUSER) != 0:
            return False
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    return run("mount", "--make-rprivate", "/")


def run(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=30, check=False).returncode == 0
    except OSError:
        return False


class FullDisk:
    def __init__(self, server: TaskFlow, score: Score, disk: Path, folder: Path) -> None:
        self.server, self.score, self.disk, self.folder = server, score, disk, folder
        self.known: dict[int, str] = {}
        self.refusals: list[Reply] = []
        self.count = 0

    def create(self) -> Reply:
        self.count += 1
        title = f"task {self.count}"
        reply = self.server.call("POST", "/api/tasks", {"title": title, "description": LARGE})
        if reply.status == 201:
            self.known[reply.json["id"]] = title
        else:
            self.refusals.append(reply)
        return reply

    def fill(self) -> bool:
        """Creates until it is refused, then some more."""
        while not self.refusals and self.count < 5_000:
            self.create()
        for _ in range(20):
            self.create()
        return bool(self.refusals)

    def refused_well(self) -> None:
        wrong = [f"{r.status} {r.text[:120]!r}" for r in self.refusals if r.status != 503]
        self.score.check("a full disk is answered 503", not wrong, wrong[:3] or f"after {len(self.known)} tasks, {len(self.refusals)} refusals")
        secrets = (b"sqlite", b"database or disk", b"i/o error", b"taskflow.db", str(self.disk).encode())
        words = [r.text for r in self.refusals if any(secret in r.text.lower() for secret in secrets)]
        self.score.check("a refusal tells nothing of the engine or its files", not words, words[:1] or "")
        self.score.check("the server lives", self.server.is_alive)

    def still_reads(self, when: str) -> None:
        faults = []
        for task, title in list(self.known.items())[-50:]:
            reply = self.server.call("GET", f"/api/tasks/{task}")
            if reply.status != 200 or reply.json["title"] != title:
                faults.append(f"task {task}: {reply.status}")
        listed = self.server.call("GET", "/api/tasks?limit=50")
        if listed.status != 200:
            faults.append(f"list: {listed.status}")
        self.score.check(f"{when}: reading goes on", not faults, faults[:3] or "")

    def sound(self, when: str) -> None:
        """On disk are the tasks that were confirmed, each with its audit row, and no other."""
        with copied_database(self.server.data, self.folder / "copy") as database:
            faults = faults_on_disk(database)
            tasks = dict(database.execute("SELECT id, title FROM tasks"))
        faults += [f"task {task} is lost" for task in self.known.keys() - tasks.keys()]
        faults += [f"task {task} was refused and is there" for task in tasks.keys() - self.known.keys()]
        self.score.check(f"{when}: nothing is half-written, nothing lost", not faults, faults[:3] or f"{len(tasks)} tasks")

    def recovers(self) -> None:
        begun = time.monotonic()
        status = self.create().status
        while status != 201 and time.monotonic() - begun < RECOVERY:
            time.sleep(0.2)
            status = self.create().status
        self.score.check("with space again it creates again", status == 201, f"{time.monotonic() - begun:.1f} s")
        again = [self.create().status for _ in range(20)]
        self.score.check("and goes on", set(again) == {201}, sorted(set(again)))


def trial(server: TaskFlow, disk: Path, folder: Path, filler: Path, score: Score) -> None:
    server.make_key()
    server.start()
    test = FullDisk(server, score, disk, folder)
    score.check("the disk became full", test.fill(), f"{test.count} calls")
    test.refused_well()
    test.still_reads("full")
    test.sound("full")
    filler.unlink()
    test.recovers()
    test.still_reads("with space")
    test.sound("with space")
    server.kill()
    try:
        score.check("starts again after it", True, f"{server.start() * 1000:.0f} ms")
    except RuntimeError as error:
        score.check("starts again after it", False, error)
        return
    score.check("creates after it", test.create().status == 201)
    test.sound("after the restart")


def fill_up(file: Path) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT)
    try:
        while os.write(handle, b"x" * 4096):
            pass
    except OSError:
        pass  # No space left: that was the aim.
    finally:
        os.close(handle)


def starts_full(server: TaskFlow, disk: Path, score: Score) -> None:
    """Killed, and started on the full disk: it either serves, or ends with a line that says why; it does not hang."""
    server.kill()
    fill_up(disk / "rest")
    try:
        server.start()
        status = server.call("GET", "/api/tasks?limit=50").status
        score.check("started on a full disk it serves, or says why not", status in (200, 503), f"list: {status}")
    except RuntimeError as error:
        line = server.last_words()
        score.check("started on a full disk it serves, or says why not", "not ready within" not in str(error) and bool(line), str(error)[:200])
    server.kill()
    (disk / "rest").unlink()
    try:
        score.check("and starts once there is space", True, f"{server.start() * 1000:.0f} ms")
    except RuntimeError as error:
        score.check("and starts once there is space", False, error)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=binary_argument)
    parser.add_argument("--megabytes", type=int, default=24, help="size of the disk; half of it is taken at first")
    arguments = parser.parse_args()
    score = Score()
    with tempfile.TemporaryDirectory(prefix="taskflow-full-") as name:
        folder, disk = Path(name), Path(name) / "disk"
        disk.mkdir()
        if not own_mounts() or not run("mount", "-t", "tmpfs", "-o", f"size={arguments.megabytes}m,mode=0700", "none", str(disk)):
            print("skipped: no small file system can be mounted here (needs root, or user namespaces)")
            return score.close()
        filler = disk / "filler"
        filler.write_bytes(b"x" * (arguments.megabytes * 1_048_576 // 2))
        server = TaskFlow(arguments.binary, disk / "data")
        server.log = folder / "server.log"
        try:
            trial(server, disk, folder, filler, score)
            starts_full(server, disk, score)
        except (RuntimeError, OSError) as error:
            score.check("the test ran to its end", False, f"{type(error).__name__}: {error}")
        finally:
            server.kill()
            run("umount", "--lazy", str(disk))
    return score.close()


if __name__ == "__main__":
    sys.exit(main())
