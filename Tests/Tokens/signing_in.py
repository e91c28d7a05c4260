"""The command line signs in through the SSO, at the server itself."""

import json
from pathlib import Path

from better_auth import BetterAuth, Form
from program import Program
from sso import Key
from stage import Stage


class SigningIn(Stage):
    def signing_in_by_session(self) -> None:
        self.signs_in("session")

    def signing_in_by_oauth(self) -> None:
        self.signs_in("oauth")

    def signs_in(self, form: Form) -> None:
        """`taskflow login`, what it makes possible, and `taskflow logout`, against the server itself."""
        home = self.folder / f"home-{form}"
        home.mkdir()
        sso = BetterAuth(form, Key("RS256", f"device-{form}"), "")
        program = Program(self.binary, self.folder / "data", sso.url)
        sso.resource = f"http://127.0.0.1:{program.port}"
        program.start()
        try:
            self.signs_in_at(program, sso, home)
        finally:
            program.stop()
            sso.kill()

    def signs_in_at(self, program: Program, sso: BetterAuth, home: Path) -> None:
        def run(*arguments: str) -> tuple[int, str, str]:
            process = program.client(home, *arguments)
            output, error = process.communicate(timeout=60)
            return process.returncode, output, error

        code, output, error = run("whoami")
        self.score.check("nobody yet", code == 4 and "taskflow login" in error, (code, output, error))
        code, output, error = run("login")
        self.score.check("login", code == 0 and "as @ada" in output, (code, output, error))
        self.score.check("it shows the code and the page", "ABCD2345" in error and f"{sso.url}/device" in error, error)
        self.score.check("it shows no secret", sso.secret not in output + error and "ey" not in output, output)
        file = home / ".local/share/taskflow/login"
        modes = oct(file.stat().st_mode & 0o777), oct(file.parent.stat().st_mode & 0o777)
        self.score.check("what it stores is its owner's alone", modes == ("0o600", "0o700"), modes)
        code, output, error = run("whoami", "--json")
        me = json.loads(output or "{}")
        self.score.check("whoami", code == 0 and (me["worker"]["id"], me["credential"]) == ("ada-1", "jwt"), (code, output, error))
        code, output, error = run("add", "By hand", "--json")
        self.score.check("a task", code == 0 and json.loads(output)["created_by"] == "ada-1", (code, output, error))
        bridge = program.client(home, "mcp")
        line = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "whoami", "arguments": {}}})
        output, error = bridge.communicate(line + "\n", timeout=60)
        told = json.loads(output)["result"]["structuredContent"]["worker"]["id"]
        self.score.check("MCP on standard input", (told, bridge.returncode, error) == ("ada-1", 0, ""), (output, error))
        self.renews(program, sso, home)
        code, output, error = run("logout")
        self.score.check("logout", code == 0 and not file.exists() and sso.is_signed_out, (code, output, error))
        self.score.check("nobody again", run("whoami")[0] == 4)

    def renews(self, program: Program, sso: BetterAuth, home: Path) -> None:
        """A token that is about to end is renewed silently, by one of many commands at once."""
        stored = home / ".local/share/taskflow/login"
        text = json.loads(stored.read_text())
        text["expires_at"] = "2020-01-01T00:00:00.000Z"
        stored.write_text(json.dumps(text))
        before = sso.issued
        commands = [program.client(home, "whoami", "--json") for _ in range(8)]
        found = [(*command.communicate(timeout=60), command.returncode) for command in commands]
        self.score.check("eight commands with an old token", {code for *_, code in found} == {0}, found)
        self.score.check("one of them renewed it", sso.issued - before == 1, sso.issued - before)
