"""A PostgreSQL of the tests' own, durable and in a temporary folder, to be stopped, restarted and shouted at. No library."""

import contextlib
import os
import secrets
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "Durability"))

from taskflow_process import end_with_parent  # noqa: E402

USER = "taskflow"
SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{folder}'
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = 64MB
# Its workers are transactions as well, and here those of the program are counted.
autovacuum = off
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Unprivileged:
    """Runs what refuses to be root's: as whoever runs the tests, or as a user with fewer rights where that is root."""

    def __init__(self) -> None:
        import pwd

        names = {entry.pw_name for entry in pwd.getpwall()}
        self.user = None if os.getuid() else pwd.getpwnam("postgres" if "postgres" in names else "nobody")

    def owns(self, path: Path, mode: int = 0o700) -> Path:
        path.mkdir(exist_ok=True)
        path.chmod(mode)
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)
        return path

    def hands_over(self, *files: Path) -> None:
        for file in files:
            file.chmod(0o600)
            if self.user:
                os.chown(file, self.user.pw_uid, self.user.pw_gid)

    def command(self, *words: object) -> list[str]:
        if self.user is None:
            return [str(word) for word in words]
        # The parent's death is forgotten where the user changes, so it is asked for again.
        lower = ["setpriv", f"--reuid={self.user.pw_uid}", f"--regid={self.user.pw_gid}", "--clear-groups", "--pdeathsig=KILL"]
        return [*lower, "--", *(str(word) for word in words)]


def programs() -> Path:
    """Where PostgreSQL's programs are; run.sh looks for them."""
    found = os.environ.get("POSTGRES_PROGRAMS")
    if not found:
        raise RuntimeError("PostgreSQL's server is not installed: scripts/test-needs.sh installs it (on Debian: postgresql)")
    return Path(found)


class PostgreSQL:
    """A cluster and the server on it when it runs. Strangers need the password; these tests come by the socket."""

    def __init__(self, folder: Path, rights: Unprivileged) -> None:
        self.rights, self.programs, self.password = rights, programs(), secrets.token_hex(12)
        self.folder, self.port = rights.owns(folder), free_port()
        self.data, self.log = folder / "data", folder.with_suffix(".log")
        self.process: subprocess.Popen | None = None
        word = folder / "password"
        word.write_text(self.password)
        rights.hands_over(word)
        self.run(
            self.programs / "initdb", f"--pgdata={self.data}", f"--username={USER}", f"--pwfile={word}", "--auth-local=trust",
            "--auth-host=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8",
        )  # fmt: skip
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS.format(port=self.port, folder=self.folder))

    def run(self, *words: object) -> None:
        done = subprocess.run(self.rights.command(*words), cwd=self.folder, capture_output=True, text=True, timeout=120, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{Path(str(words[0])).name} ended with {done.returncode}: {done.stderr.strip()[-500:]}")

    def start(self, limit: float = 180.0) -> float:
        """Gives when it let the first client in, by the monotonic clock."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.rights.command(self.programs / "postgres", "-D", self.data), cwd=self.folder, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, preexec_fn=end_with_parent,
            )  # fmt: skip
        begun = time.monotonic()
        while not self.lets_in():
            if self.process.poll() is not None or time.monotonic() - begun > limit:
                raise RuntimeError(f"PostgreSQL does not start: {self.log.read_text(errors='replace')[-500:]}")
            time.sleep(0.01)
        return time.monotonic()

    def stop(self, mode: str = "immediate") -> None:
        """fast: it says goodbye to everyone; immediate: as if the power failed."""
        if self.process is not None:
            self.process.send_signal({"fast": signal.SIGINT, "immediate": signal.SIGQUIT}[mode])
            self.process.wait(60)
            self.process = None

    def lets_in(self) -> bool:
        words = f"user\0{USER}\0database\0postgres\0\0".encode()
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as door:
            door.settimeout(5)
            door.connect(str(self.folder / f".s.PGSQL.{self.port}"))
            door.sendall(struct.pack("!ii", 8 + len(words), 196608) + words)
            if door.recv(1) == b"R":
                door.sendall(b"X\0\0\0\4")
                return True
        return False

    def address(self, database: str, port: int = 0, **parameters: str) -> str:
        query = "?" + "&".join(f"{name}={value}" for name, value in parameters.items()) if parameters else ""
        return f"postgresql://{USER}:{self.password}@127.0.0.1:{port or self.port}/{database}{query}"

    def ask(self, sql: str, database: str = "postgres") -> list[list[str]]:
        """The rows of an answer, as text."""
        place = ["-h", self.folder, "-p", self.port, "-U", USER, "-d", database]
        command = [self.programs / "psql", "-XAtq", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", *place, "-c", sql]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=60, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"psql: {done.stderr.strip()[:500]}")
        return [line.split("\x1f") for line in done.stdout.splitlines()]

    def drop_databases(self) -> None:
        """A server that was killed looks at every file there is before it lets anyone in."""
        for row in self.ask("SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'"):
            self.ask(f"DROP DATABASE {row[0]} WITH (FORCE)")

    def new_database(self, name: str) -> str:
        self.ask(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        return name

    def connections(self, database: str, condition: str = "true") -> int:
        found = self.ask(f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database}' AND ({condition})")
        return int(found[0][0])

    def commits(self, database: str) -> int:
        return int(self.ask(f"SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = '{database}'")[0][0])

    def terminate_everyone(self) -> int:
        """Ends every client's connection; gives how many there were."""
        found = self.ask(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )  # fmt: skip
        return int(found[0][0])


@contextlib.contextmanager
def postgresql(folder: Path, rights: Unprivileged) -> Iterator[PostgreSQL]:
    server = PostgreSQL(folder, rights)
    try:
        server.start()
        yield server
    finally:
        server.stop()
