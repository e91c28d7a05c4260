"""PgBouncer in transaction mode, with TLS towards its clients under a certificate made for the occasion."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from database import USER, PostgreSQL, Unprivileged, free_port
from taskflow_process import end_with_parent

SETTINGS = """
[databases]
* = host=127.0.0.1 port={server}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {folder}/users
admin_users = taskflow
pool_mode = transaction
default_pool_size = 8
max_client_conn = 200
client_tls_sslmode = require
client_tls_cert_file = {folder}/certificate
client_tls_key_file = {folder}/key
# Else it leaves a server that was away alone for 15 s.
server_login_retry = 1
# Short, so that it refuses in time; two minutes are usual, and its clients wait then.
query_wait_timeout = 3
"""


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """A key, and a certificate that it signed itself."""
    key, certificate = folder / "key", folder / "certificate"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, capture_output=True, timeout=60, check=True)
    return key, certificate


class PgBouncer:
    def __init__(self, folder: Path, database: PostgreSQL, rights: Unprivileged) -> None:
        self.rights, self.database, self.folder, self.port = rights, database, rights.owns(folder), free_port()
        self.log, self.process = folder.with_suffix(".log"), None
        self.program = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        if self.program is None:
            raise RuntimeError("PgBouncer is not installed: scripts/test-needs.sh installs it (on Debian: pgbouncer)")
        key, certificate = make_certificate(folder)
        #: Where its clients find the certificate: the folder is closed to them.
        self.roots = folder.parent / "roots"
        shutil.copy(certificate, self.roots)
        settings, users = folder / "settings", folder / "users"
        settings.write_text(SETTINGS.format(server=database.port, port=self.port, folder=folder))
        users.write_text(f'"{USER}" "{database.password}"\n')
        rights.hands_over(key, certificate, settings, users)

    def start(self) -> float:
        """Gives when it let the first client in, by the monotonic clock."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.rights.command(self.program, self.folder / "settings"), cwd=self.folder, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, preexec_fn=end_with_parent,
            )  # fmt: skip
        deadline = time.monotonic() + 20
        while self.process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(RuntimeError):
                self.ask("SHOW VERSION")
                return time.monotonic()
            time.sleep(0.05)
        raise RuntimeError(f"PgBouncer does not start: {self.log.read_text(errors='replace')[-500:]}")

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(20)
            self.process = None

    def address(self, database: str, mode: str, roots: Path | None = None) -> str:
        return self.database.address(database, self.port, sslmode=mode, sslrootcert=str(roots or self.roots))

    def ask(self, command: str) -> list[dict[str, str]]:
        """What its console answers."""
        psql = [str(self.database.programs / "psql"), "-XAq", "-F", "\x1f", "-P", "footer=off"]
        words = ["-d", self.address("pgbouncer", "require"), "-c", command]
        done = subprocess.run([*psql, *words], capture_output=True, text=True, timeout=20, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"psql: {done.stderr.strip()[:500]}")
        rows = [line.split("\x1f") for line in done.stdout.splitlines()]
        return [dict(zip(rows[0], row)) for row in rows[1:]]


@contextlib.contextmanager
def pgbouncer(folder: Path, database: PostgreSQL, rights: Unprivileged) -> Iterator[PgBouncer]:
    pooler = PgBouncer(folder, database, rights)
    try:
        pooler.start()
        yield pooler
    finally:
        pooler.stop()
