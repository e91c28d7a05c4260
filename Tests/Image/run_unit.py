"""Boots a Debian with systemd in a debootstrap folder and runs deploy/taskflow.service in it, as docs/deploy.md installs it.

    run_unit.py PROGRAM [--debian FOLDER]

PROGRAM is a release build with --static-swift-stdlib. Needs root, debootstrap, a Debian mirror and systemd-nspawn (Debian's
systemd-container); --debian names a fresh debootstrap folder to copy. Within, a script starts, uses, restarts and stops the
service, gives it a wrong setting, and writes down what it saw.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGES = "systemd systemd-sysv ca-certificates libpq5 libsqlite3-0 libstdc++6 zlib1g"
checks = 0

WITHIN = r"""#!/bin/bash
exec >/result 2>&1
export PORT=18555
ready() { for _ in $(seq 300); do taskflow-healthcheck 2>/dev/null && return; sleep 0.1; done; echo never; }
echo "start $(systemctl start taskflow; echo $?)"
echo "ready $(ready)"
pid=$(systemctl show -p MainPID --value taskflow)
grep -E '^(Uid|CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/$pid/status
stat -c 'folder %a %U' /var/lib/taskflow; stat -c 'database %a %U' /var/lib/taskflow/taskflow.db
for place in /etc /usr /var /home /root /var/lib/taskflow; do
    nsenter -t $pid -m -- touch $place/by-the-service 2>/dev/null && echo "wrote in $place"
done
TASKFLOW_DATA=/var/lib/taskflow taskflow add 'By the check' --json >/dev/null; echo "add $?"
run=(systemd-run --quiet --pipe --wait --collect --uid=taskflow --working-directory=/var/lib/taskflow
    --setenv=TASKFLOW_DATA=/var/lib/taskflow --property=EnvironmentFile=/etc/taskflow/taskflow.env)
key=$("${run[@]}" taskflow token create --worker @claude)
echo "key $? $(TASKFLOW_TOKEN=$key TASKFLOW_URL=http://127.0.0.1:$PORT taskflow whoami --json | grep -c '"@claude"')"
echo "restart $(systemctl restart taskflow; echo $?)"
echo "ready again $(ready)"
echo "stop $(systemctl stop taskflow; echo $?) $(systemctl show -p Result --value taskflow)"
echo 'PORT=abc' >>/etc/taskflow/taskflow.env
systemctl start taskflow
sleep 4
echo "wrong $(systemctl show -p SubState,NRestarts,ExecMainStatus --value taskflow | sort | tr '\n' ' ')"
journalctl -t taskflow --no-pager -o cat
echo end
"""
CHECK_UNIT = """[Unit]
After=basic.target
[Service]
Type=oneshot
ExecStart=/check.sh
ExecStopPost=/bin/systemctl --no-block exit 0
"""


def check(name: str, is_right: bool, seen: object = "") -> None:
    global checks
    checks += 1
    if not is_right:
        raise SystemExit(f"FAILED  {name}: {seen}")
    print(f"ok  {name}", flush=True)


def run(*command: object, **how: object) -> subprocess.CompletedProcess:
    return subprocess.run([str(word) for word in command], check=True, **how)


def install(root: Path, program: Path) -> None:
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    quiet = "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends"
    run("chroot", root, "/bin/sh", "-c", f"{quiet} {PACKAGES}", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    user = "useradd --system --user-group --home-dir /var/lib/taskflow --shell /usr/sbin/nologin taskflow"
    run("chroot", root, "/bin/sh", "-c", user)
    files = {program: "usr/local/bin/taskflow", REPOSITORY / "deploy/healthcheck.sh": "usr/local/bin/taskflow-healthcheck"}
    for source, target in files.items():
        run("install", "-m", "755", source, root / target)
    run("install", "-m", "644", REPOSITORY / "deploy/taskflow.service", root / "etc/systemd/system/")
    (root / "etc/taskflow").mkdir(mode=0o700)
    (root / "etc/taskflow/taskflow.env").write_text("PORT=18555\n")
    (root / "check.sh").write_text(WITHIN)
    (root / "check.sh").chmod(0o755)
    (root / "etc/systemd/system/check.service").write_text(CHECK_UNIT)
    wants = root / "etc/systemd/system/multi-user.target.wants"
    wants.mkdir(exist_ok=True)
    (wants / "check.service").symlink_to("/etc/systemd/system/check.service")


def boot(root: Path) -> str:
    # A folder without a bus or a machine's id of its own: nothing of the host's systemd takes part.
    command = ["systemd-nspawn", "--quiet", "-D", str(root), "--boot", "--register=no", "--keep-unit", "--console=pipe"]
    shown = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=180, check=False)
    result = root / "result"
    check("Debian came up and ran the script", result.exists(), shown.stdout[-1500:] + shown.stderr[-500:])
    return result.read_text()


def judge(seen: str) -> None:
    def has(pattern: str) -> bool:
        return re.search(pattern, seen, re.MULTILINE) is not None

    check("the script ran to its end", has(r"^end$"), seen)
    check("it starts and is ready", has(r"^start 0$") and has(r"^ready HTTP/1.1 200 OK$"), seen)
    check("it is not root", has(r"^Uid:\s+[1-9]"), seen)
    check("it has no capability, and can get none", has(r"^CapEff:\s+0+$") and has(r"^CapBnd:\s+0+$") and has(r"^NoNewPrivs:\s+1$"), seen)
    check("system calls are filtered", has(r"^Seccomp:\s+2$"), seen)
    check("folder and database are its own alone", has(r"^folder 700 taskflow$") and has(r"^database 600 taskflow$"), seen)
    check("the file system is read-only for it", not has(r"^wrote in /(etc|usr|var|home|root)$"), seen)
    check("but for its own folder", has(r"^wrote in /var/lib/taskflow$"), seen)
    check("the command line works with it", has(r"^add 0$"), seen)
    check("a key is made with the unit's own settings", has(r"^key 0 1$"), seen)
    check("it restarts", has(r"^restart 0$") and has(r"^ready again HTTP/1.1 200 OK$"), seen)
    check("it stops in good order", has(r"^stop 0 success$"), seen)
    check("a wrong setting ends it for good", has(r"^wrong 0 2 failed "), seen)
    check("and is one line in the log", has(r"^PORT: 'abc' is not a port"), seen)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--debian", type=Path)
    arguments = parser.parse_args()
    if os.getuid() != 0 or not all(map(shutil.which, ("debootstrap", "systemd-nspawn"))):
        parser.error("needs root, debootstrap and systemd-nspawn (apt install debootstrap systemd-container)")
    folder = Path(tempfile.mkdtemp(prefix="taskflow-unit-"))
    try:
        if arguments.debian:
            run("cp", "-a", f"{arguments.debian}/.", folder)
        else:
            run("debootstrap", "--variant=minbase", "bookworm", folder, stdout=subprocess.DEVNULL)
        folder.chmod(0o755)
        install(folder, arguments.program)
        judge(boot(folder))
    finally:
        subprocess.run(["rm", "-rf", "--one-file-system", folder], check=False)
    print(f"{checks} checks of the systemd unit, in a booted Debian")
    return 0


if __name__ == "__main__":
    sys.exit(main())
