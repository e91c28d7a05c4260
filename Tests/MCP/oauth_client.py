"""The SDK's OAuth client finds its own way in: oauth_client.py BINARY

It knows the address of /mcp and nothing else. The 401 leads it to the metadata (RFC 9728), those to the authorization server,
a person approves, and the token is good; a tool that needs another scope has it ask for that one, beside what it has.
"""

import os
import sys
import tempfile
from pathlib import Path

import anyio
import httpx2
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import AuthorizationCodeResult, OAuthClientMetadata

from authorization_server import AuthorizationServer
from crew import TOOLS, Score
from mcp import Client
from taskflow_process import TaskFlow, binary_argument


class Storage:
    """The client's memory; empty at first."""

    def __init__(self) -> None:
        self.tokens = self.client = None

    async def get_tokens(self):
        return self.tokens

    async def set_tokens(self, tokens) -> None:
        self.tokens = tokens

    async def get_client_info(self):
        return self.client

    async def set_client_info(self, client) -> None:
        self.client = client


def provider(address: str, sso: AuthorizationServer) -> OAuthClientProvider:
    approved: list[tuple[str, str]] = []

    async def redirect(url: str) -> None:
        approved.append(sso.approve(url))

    async def callback() -> AuthorizationCodeResult:
        code, state = approved.pop()
        return AuthorizationCodeResult(code=code, state=state, iss=sso.issuer)

    about = OAuthClientMetadata(client_name="A client", redirect_uris=["http://127.0.0.1:1/callback"])
    return OAuthClientProvider(address, about, Storage(), redirect_handler=redirect, callback_handler=callback)


async def main(server: TaskFlow, sso: AuthorizationServer, score: Score) -> None:
    def check(what: str, is_right: bool, found: object = "") -> None:
        score.check(what, is_right, "" if is_right else found)

    address = f"http://127.0.0.1:{server.port}/mcp"
    for mode in ("auto", "legacy"):
        sso.asked.clear()
        async with (
            httpx2.AsyncClient(auth=provider(address, sso), timeout=30) as carrier,
            Client(streamable_http_client(address, http_client=carrier), mode=mode) as client,
        ):
            check(f"{mode}: it is let in", {tool.name for tool in (await client.list_tools()).tools} == TOOLS)
            check(f"{mode}: asked for reading, at this server", sso.asked == [({"tasks:read"}, address)], sso.asked)
            me = (await client.call_tool("whoami", {})).structured_content
            check(f"{mode}: as the person", (me["worker"]["id"], me["scopes"]) == ("ada-1", ["tasks:read"]), me)
            made = await client.call_tool("create_task", {"title": f"By OAuth, {mode}"})
            check(f"{mode}: it steps up", not made.is_error and made.structured_content["status"] == "pending", made)
            wider = ({"tasks:read", "tasks:write"}, address)
            check(f"{mode}: by one scope more", sso.asked[1:] == [wider], sso.asked)
            found = await client.call_tool("list_tasks", {"created_by": "me"})
            check(f"{mode}: and reads on", len(found.structured_content["tasks"]) == (1 if mode == "auto" else 2), found)


if __name__ == "__main__":
    score = Score()
    sso = AuthorizationServer()
    os.environ |= {"AUTH_SERVER_URL": sso.url, "AUTH_ISSUER": sso.issuer}
    with tempfile.TemporaryDirectory() as folder:
        server = TaskFlow(binary_argument(sys.argv[1]), Path(folder) / "data")
        server.start()
        try:
            anyio.run(main, server, sso, score)
            score.check("the server is unharmed", server.is_alive)
        finally:
            server.stop()
    sys.exit(score.close())
