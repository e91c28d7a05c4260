"""Moves a house between the engines: moving_test.py BINARY [--tasks N]

SQLite with 100,000 tasks is exported, imported into PostgreSQL and exported again: the same file. Commands are killed in the
middle, files are cut: all arrives, or nothing. Backups are taken while clients write.
"""

import argparse
import hashlib
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Durability"))

from house import Done, Program, Server, fill
from taskflow_process import Score, TaskFlow

#: Memory that 100 times as many tasks may take besides, in MiB.
GROWTH = 40


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_plain(done: Done, code: int) -> bool:
    """One line for people, and no driver's words."""
    return done.code == code and done.error.count("\n") == 1 and not any(word in done.error for word in ("SQL", "Fatal", "swift"))


class Moving:
    def __init__(self, program: Program, server: Server, folder: Path, score: Score) -> None:
        self.program, self.server, self.folder, self.score = program, server, folder, score

    def sqlite(self, name: str) -> list[str]:
        return ["--data-dir", str(self.folder / name)]

    def postgres(self, address: str) -> list[str]:
        return ["--database", address, "--data-dir", str(self.folder / "nothing")]

    def house(self, tasks: int) -> None:
        """The shown case, and the way on to SQLite."""
        key = fill(self.program, self.folder / "old", tasks)
        few = self.folder / "few.jsonl"
        fill(self.program, self.folder / "few", max(1, tasks // 100))
        small = self.program.run("database", "export", str(few), *self.sqlite("few"))

        first, second, third = (self.folder / f"{name}.jsonl" for name in ("first", "second", "third"))
        done = self.program.run("database", "export", str(first), *self.sqlite("old"))
        self.score.check(f"export of {tasks} tasks from SQLite ({first.stat().st_size >> 20} MiB)", done.code == 0, done.line)
        self.score.check("it took no more memory than a hundredth does", done.peak - small.peak < GROWTH, f"{small.peak:.0f} -> {done.peak:.0f} MiB")
        self.score.check("it is its owner's alone", first.stat().st_mode & 0o777 == 0o600)

        address = self.server.make()
        small = self.program.run("database", "import", str(few), *self.postgres(self.server.make()))
        done = self.program.run("database", "import", str(first), *self.postgres(address))
        self.score.check("import into PostgreSQL", done.code == 0, done.line + done.error)
        self.score.check("it took no more memory than a hundredth does", done.peak - small.peak < GROWTH, f"{small.peak:.0f} -> {done.peak:.0f} MiB")
        self.score.check("all tasks are there", self.server.ask("SELECT count(*) FROM tasks", address) == str(tasks))
        done = self.program.run("database", "export", str(second), *self.postgres(address))
        self.score.check("export from PostgreSQL", done.code == 0, done.line + done.error)
        self.score.check("the same file", digest(first) == digest(second), digest(second)[:12])

        done = self.program.run("database", "import", str(second), *self.sqlite("new"))
        self.score.check("import into SQLite", done.code == 0, done.line + done.error)
        done = self.program.run("database", "export", str(third), *self.sqlite("new"))
        self.score.check("the same file once more", digest(first) == digest(third), done.line)

        done = self.program.run("database", "import", str(first), *self.postgres(address))
        self.score.check("a database that holds anything is left alone", is_plain(done, 1), done.error.strip())
        self.numbers_go_on(key, tasks, address)

    def numbers_go_on(self, key: str, tasks: int, address: str) -> None:
        for name, database in (("SQLite", self.sqlite("new")), ("PostgreSQL", self.postgres(address))):
            process = self.program.start("serve", "--port", "0", "--log-level", "ERROR", *database)
            line = process.stdout.readline()
            told = {"TASKFLOW_URL": line.split("/#")[0].removeprefix("Open "), "TASKFLOW_TOKEN": key}
            done = self.program.run("add", "The next", "--json", env=told)
            process.terminate()
            process.wait()
            # 41 numbers were given to tasks that are gone.
            self.score.check(f"the old key is good on {name}, and numbers go on", f'"id":{tasks + 42},' in done.output, done.output[:30] + done.error)

    def interrupted(self, tasks: int) -> None:
        """Stopped or killed in the middle: with a house that is large enough for it to have one."""
        middle = self.folder / "middle.jsonl"
        fill(self.program, self.folder / "middle", tasks)
        self.program.run("database", "export", str(middle), *self.sqlite("middle"))
        target = self.folder / "interrupted.jsonl"
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            process = self.program.start("database", "export", str(target), *self.sqlite("middle"))
            partial = self.folder / f".{target.name}.{process.pid}.partial"
            wait_until(lambda: partial.exists() and partial.stat().st_size > 0 or process.poll() is not None)
            process.send_signal(number)
            process.communicate()
            self.score.check(f"no file after {number.name} in an export", not target.exists() and process.returncode != 0)
            if number != signal.SIGKILL:
                self.score.check("and nothing beside it", not partial.exists())
            partial.unlink(missing_ok=True)
        for name in ("SQLite", "PostgreSQL"):
            probe = self.sqlite("probe") if name == "SQLite" else self.postgres(self.server.make())
            limit = self.program.run("database", "import", str(middle), *probe).seconds
            database = self.sqlite("killed") if name == "SQLite" else self.postgres(self.server.make())
            for part in (0.1, 0.3, 0.5, 0.7):
                process = self.program.start("database", "import", str(middle), *database)
                time.sleep(limit * part)
                process.kill()
                process.communicate()
                if process.returncode == 0:
                    # It was faster than the one that was measured: nothing was killed.
                    database = self.sqlite(f"killed-{part}") if name == "SQLite" else self.postgres(self.server.make())
            done = self.retried("database", "import", str(self.folder / "few.jsonl"), *database)
            self.score.check(f"nothing is left of a killed import into {name}", done.code == 0, done.error.strip())

    def retried(self, *arguments: str) -> Done:
        """PostgreSQL notices that its client is gone only when it has something to tell it."""
        for _ in range(50):
            done = self.program.run(*arguments)
            if done.code == 0 or "too long" not in done.error:
                return done
        return done

    def spoiled(self, rounds: int = 12) -> None:
        """Cut and changed at random."""
        whole = (self.folder / "few.jsonl").read_bytes()
        chance = random.Random(6)
        spoiled = self.folder / "spoiled.jsonl"
        database = self.postgres(self.server.make())
        plain = 0
        for number in range(rounds):
            place = chance.randrange(1, len(whole) - 1)
            spoiled.write_bytes(whole[:place] if number % 2 else whole[:place] + b"\x00\xff" + whole[place:])
            for engine in (self.sqlite("spoiled"), database):
                plain += is_plain(self.program.run("database", "import", str(spoiled), *engine), 1)
        self.score.check("spoiled files are refused in one line each", plain == rounds * 2, f"{plain} of {rounds * 2}")
        for name, engine in (("SQLite", self.sqlite("spoiled")), ("PostgreSQL", database)):
            done = self.program.run("database", "import", str(self.folder / "few.jsonl"), *engine)
            self.score.check(f"nothing was left of them in {name}", done.code == 0, done.error.strip())

    def backups(self, rounds: int = 5) -> None:
        """Copies of a database that eight clients write to."""
        data = self.folder / "busy"
        server = TaskFlow(self.program.binary, data)
        server.make_key()
        server.start()
        faults, counts = [], []
        with ThreadPoolExecutor(8) as pool:
            deadline = time.monotonic() + 12
            clients = [pool.submit(create_until, server, deadline) for _ in range(8)]
            for number in range(rounds):
                time.sleep(0.5)
                copy = self.folder / f"backup-{number}.db"
                done = self.program.run("backup", str(copy), "--data-dir", str(data))
                faults += [done.error] if done.code else faults_of(copy)
                counts.append(count_of(copy))
            made = [client.result() for client in clients]
        last = self.folder / "backup-last.db"
        self.program.run("backup", str(last), "--data-dir", str(data))
        done = self.program.run("restore", str(last), "--force", "--data-dir", str(data))
        self.score.check("a running server's database is not replaced", is_plain(done, 1) and "in use by process" in done.error, done.error.strip())
        server.stop()
        self.score.check("backups are whole while eight clients write", not faults and counts == sorted(counts) and counts[0] < counts[-1], f"{counts} {faults}")
        self.score.check("the last has every task that was told of", count_of(last) == sum(made), count_of(last))
        done = self.program.run("restore", str(self.folder / "backup-0.db"), "--force", "--data-dir", str(data))
        self.score.check("a backup comes back", done.code == 0 and count_of(data / "taskflow.db") == counts[0], done.output.strip() + done.error)
        self.killed_restore(last, data, counts[0])

    def killed_restore(self, backup: Path, data: Path, before: int) -> None:
        after, first = count_of(backup), self.folder / "backup-0.db"
        limit = self.program.run("restore", str(backup), "--force", "--data-dir", str(data)).seconds
        self.program.run("restore", str(first), "--force", "--data-dir", str(data))
        outcomes = []
        for part in range(20):
            process = self.program.start("restore", str(backup), "--force", "--data-dir", str(data))
            # Most of its time goes into the check of the backup; what matters comes at the end.
            time.sleep(limit * (0.6 + part / 30))
            process.kill()
            process.communicate()
            doctor = self.program.run("doctor", "--data-dir", str(data))
            outcomes.append(count_of(data / "taskflow.db") if doctor.code == 0 else doctor.output)
            if outcomes[-1] == after:
                self.program.run("restore", str(first), "--force", "--data-dir", str(data))
        self.score.check("a restore that is killed leaves the old or the new", set(outcomes) <= {before, after}, f"{outcomes.count(before)} old, {outcomes.count(after)} new")


def wait_until(condition) -> None:
    for _ in range(60_000):
        if condition():
            return
        time.sleep(0.001)


def create_until(server: TaskFlow, deadline: float) -> int:
    connection, made = server.connect(), 0
    while time.monotonic() < deadline:
        made += server.call("POST", "/api/tasks", {"title": "A task"}, on=connection).status == 201
    return made


def faults_of(path: Path) -> list[str]:
    """What is wrong with a copy, by Python's own SQLite."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    found = [row[0] for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
    alone = database.execute(
        "SELECT count(*) FROM tasks t FULL JOIN (SELECT task_id FROM audit_log WHERE action = 'created' AND entity_type = 'task') a"
        " ON a.task_id = t.id WHERE t.id IS NULL OR a.task_id IS NULL"
    ).fetchone()[0]
    database.close()
    return found + ([f"{alone} tasks without their audit row"] if alone else [])


def count_of(path: Path) -> int:
    database = sqlite3.connect(path)
    try:
        return database.execute("SELECT count(*) FROM tasks").fetchone()[0]
    finally:
        database.close()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("binary", type=Path)
    parser.add_argument("--tasks", type=int, default=int(os.environ.get("MOVING_TASKS", "100000")))
    arguments = parser.parse_args()
    score = Score()
    with tempfile.TemporaryDirectory(prefix="taskflow-moving-") as folder:
        program = Program(arguments.binary, Path(folder))
        moving = Moving(program, Server(os.environ["TASKFLOW_TEST_POSTGRES"]), Path(folder), score)
        moving.house(arguments.tasks)
        moving.interrupted(max(1, arguments.tasks // 10))
        moving.spoiled()
        moving.backups()
    return score.close()


if __name__ == "__main__":
    sys.exit(main())
