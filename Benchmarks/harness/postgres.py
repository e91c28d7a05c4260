"""A PostgreSQL server of the benchmark's own: in a temporary folder, reached by a socket, and as durable as one would run it."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from harness.servers import end_with_parent

START_LIMIT = 60.0
USER = "taskflow"
SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"

#: What differs from the defaults, and is told in the results. fsync, synchronous_commit and full_page_writes stay on.
SETTINGS = {"shared_buffers": "256MB", "max_wal_size": "4GB", "max_connections": "200"}
#: Where it can be reached, and a log of the statements for who asks for one (log_statement).
PLACE = {"listen_addresses": "''", "unix_socket_permissions": "0700", "logging_collector": "on", "log_destination": "'jsonlog'"}


def programs() -> Path | None:
    """The folder of the newest PostgreSQL server that is installed and new enough, as the tests find it."""
    command = ["bash", "-c", '. "$0" && postgres_programs', str(SCRIPTS / "postgres-programs.sh")]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return Path(found) if found else None


class Postgres:
    """A server while the block runs. Its folder goes with it."""

    def __init__(self, parent: Path | None = None) -> None:
        bin_folder = programs()
        if bin_folder is None:
            raise RuntimeError("PostgreSQL's server is not installed, or older than 15 (on Debian: postgresql)")
        self.bin = bin_folder
        # A folder of its own: the server's user could not reach one inside ours, and sockets' paths are short.
        self.folder = Path(tempfile.mkdtemp(prefix="taskflow-bench-pg-", dir=parent))
        self.process: subprocess.Popen | None = None
        self.identity: dict = {}
        # PostgreSQL refuses to run as root.
        if os.getuid() == 0:
            owner = self.owner()
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self.identity = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}

    @staticmethod
    def owner() -> pwd.struct_passwd:
        for name in ("postgres", "nobody"):
            with contextlib.suppress(KeyError):
                return pwd.getpwnam(name)
        raise RuntimeError("run as another user than root: PostgreSQL refuses to run as root")

    def __enter__(self) -> "Postgres":
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        command = [self.bin / "initdb", "--pgdata", self.data, "--username", USER, "--auth", "trust"]
        made = subprocess.run(
            [*command, "--encoding", "UTF8", "--locale", "C.UTF-8"], cwd=self.folder, capture_output=True, text=True, check=False, **self.identity
        )
        if made.returncode != 0:
            raise RuntimeError(f"initdb failed: {made.stderr[-800:]}")
        lines = [f"{name} = {value}" for name, value in {**SETTINGS, **PLACE, "unix_socket_directories": f"'{self.folder}'"}.items()]
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write("\n".join(lines) + "\n")
        with (self.folder / "server.log").open("wb") as log:
            self.process = subprocess.Popen(
                [self.bin / "postgres", "-D", self.data], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=end_with_parent, **self.identity,
            )  # fmt: skip
        self.wait()

    def wait(self) -> None:
        end = time.monotonic() + START_LIMIT
        while subprocess.run([self.bin / "pg_isready", "-q", "-h", self.folder], check=False).returncode != 0:
            if time.monotonic() > end or (self.process and self.process.poll() is not None):
                raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'server.log').read_text()[-800:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        if self.process is not None:
            for sign, limit in ((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
                with contextlib.suppress(ProcessLookupError):
                    self.process.send_signal(sign)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(limit)
                    break
            self.process = None
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def url(self, database: str, **options: str) -> str:
        """The address of a database; options are settings of the server for this connection."""
        settings = "".join(f"-c%20{name}%3D{value}%20" for name, value in options.items())
        return f"postgresql:///{database}?host={self.folder}&user={USER}" + (f"&options={settings}" if settings else "")

    def sql(self, database: str, text: str) -> str:
        """Runs statements, each a transaction by itself, and gives the last one's rows."""
        command = [self.bin / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", self.url(database)]
        done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=900, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"psql failed: {done.stderr.strip()[-800:]}")
        return done.stdout.strip()

    def create(self, database: str, template: str = "template1") -> str:
        self.sql("postgres", f"CREATE DATABASE {database} TEMPLATE {template}")
        return self.url(database)

    def settle(self, *databases: str) -> None:
        """What a server does by itself after a bulk load, done before the measuring."""
        for database in databases:
            self.sql(database, "VACUUM ANALYZE")
        self.sql("postgres", "CHECKPOINT")

    def log_lines(self, after: dict[Path, int] | None = None) -> list[str]:
        """The log so far, or what came after an end of it; one JSON object a line."""
        found = []
        for file in sorted((self.data / "log").glob("*.json")):
            with file.open() as text:
                text.seek((after or {}).get(file, 0))
                found += text.read().splitlines()
        return found

    def log_end(self) -> dict[Path, int]:
        """Where the log ends now."""
        return {file: file.stat().st_size for file in (self.data / "log").glob("*.json")}

    def version(self) -> str:
        return self.sql("postgres", "SHOW server_version")
