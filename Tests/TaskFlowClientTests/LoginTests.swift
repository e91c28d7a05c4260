import Foundation
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowClient

/// `taskflow login` through an SSO, in both forms of Better Auth.
@Suite struct LoginTests {
    @Test(arguments: [FakeBetterAuth.Form.session, .oauth])
    func `signs in, stores the token for its owner alone, and sends it from then on`(
        form: FakeBetterAuth.Form
    ) async throws {
        let fake = FakeBetterAuth(form) { $0.polls = [.fault("authorization_pending")] }
        try await LoginStage.run(fake) { stage in
            let login = await stage.taskflow("login")
            #expect(login.code == 0, "\(login.error)")
            #expect(login.output == "Signed in at \(stage.address) as @ada\n")
            #expect(login.error.contains("  \(stage.ssoAddress)/device?user_code=ABCD2345\n"))
            #expect(login.error.contains("shows the code ABCD2345"))
            let mode = try FileManager.default.attributesOfItem(atPath: stage.file.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(stage.stored?.token == fake.tokens.last)
            #expect(stage.stored?.url == stage.address)
            #expect(await stage.taskflow("whoami").code == 0)
            // The long-lived secret is the SSO's: the server never sees it.
            let secret = try #require(stage.stored?.renewal?.secret)
            #expect(!stage.server.seen.contains { "\($0)".contains(secret) })
        }
    }

    @Test func `the form of 1_7 asks for the resource, and for scopes that the SSO knows`() async throws {
        try await LoginStage.run(FakeBetterAuth(.oauth)) { stage in
            #expect(await stage.taskflow("login").code == 0)
            let asked = try #require(stage.sso.seen.first { $0.path == "/api/auth/device/code" })
            #expect(asked.value("resource") == stage.address)
            #expect(asked.value("scope") == "openid offline_access tasks:read")
        }
    }

    @Test(arguments: [FakeBetterAuth.Form.session, .oauth])
    func `asks no faster than it is told to`(form: FakeBetterAuth.Form) async throws {
        let fake = FakeBetterAuth(form) {
            $0.polls = [
                .fault("authorization_pending"), .fault("slow_down"), .fault("authorization_pending"),
                .init(status: 503), .init(breaks: true),
                .limited(seconds: 60),
            ]
        }
        try await LoginStage.run(fake) { stage in
            let login = await stage.taskflow("login")
            #expect(login.code == 0)
            #expect(stage.pauses.all == [5, 5, 10, 10, 20, 40, 60])
            #expect(login.error.contains("Cannot reach the SSO at \(stage.ssoAddress)"))
        }
    }

    @Test(arguments: [
        ("access_denied", 4, "Not signed in: the request was denied"),
        ("expired_token", 4, "Not signed in: nobody used the code in time. Run `taskflow login` again"),
        ("invalid_grant", 1, "gives no token: no"), ("unsupported_grant_type", 1, "gives no token: no"),
    ])
    func `says why there is no token, and stores nothing`(fault: String, code: Int32, message: String) async throws {
        for form in [FakeBetterAuth.Form.session, .oauth] {
            try await LoginStage.run(FakeBetterAuth(form) { $0.polls = [.fault(fault)] }) { stage in
                let login = await stage.taskflow("login")
                #expect(login.code == code)
                #expect(login.error.contains(message), "\(login.error)")
                #expect(stage.stored == nil && login.output.isEmpty)
            }
        }
    }

    @Test func `gives up when the code's time is over, whatever the SSO says`() async throws {
        let code: JSONObject = [
            "device_code": "device-code", "user_code": "A", "verification_uri": "https://sso.test/", "expires_in": 1,
        ]
        let fake = FakeBetterAuth(.session) {
            $0.codeReply = .json(code)
            $0.polls = Array(repeating: .fault("authorization_pending"), count: 100_000)
        }
        try await LoginStage.run(fake) { stage in
            let login = await stage.taskflow("login")
            #expect(login.code == 4 && login.error.contains("nobody used the code in time"))
        }
    }

    @Test func `a client that the SSO does not know`() async throws {
        try await LoginStage.run(FakeBetterAuth(.session)) { stage in
            let login = await stage.taskflow("login", environment: ["AUTH_CLIENT_ID": "someone"])
            #expect(login.code == 1)
            #expect(login.error.contains("(Invalid client ID): does it know the client 'someone'?"))
        }
    }

    @Test(arguments: [
        StubServer.Reply(body: "<html>"), .json(["device_code": "x"]),
        .json(["device_code": "x", "user_code": "A", "verification_uri": "javascript:alert(1)"]),
    ])
    func `an answer that makes no sense`(reply: StubServer.Reply) async throws {
        try await LoginStage.run(FakeBetterAuth(.session) { $0.codeReply = reply }) { stage in
            let login = await stage.taskflow("login")
            #expect(login.code == 1 && login.error.contains("makes no sense"))
        }
    }

    @Test func `what the SSO sends cannot drive the terminal`() async throws {
        try await LoginStage.run(FakeBetterAuth(.session) { $0.userCode = "\u{1B}[2J" }) { stage in
            let login = await stage.taskflow("login")
            #expect(!login.error.contains("\u{1B}") && login.error.contains("\\u{1b}[2J"))
        }
    }

    @Test func `an SSO without the plugins that tokens come from`() async throws {
        for (status, hint) in [(404, "jwt() and bearer()"), (401, "bearer()")] {
            try await LoginStage.run(FakeBetterAuth(.session) { $0.refuses = .init(status: status) }) { stage in
                let login = await stage.taskflow("login")
                #expect(login.code == 1 && login.error.contains(hint), "\(login.error)")
                #expect(stage.stored == nil)
            }
        }
        try await LoginStage.run(FakeBetterAuth(.oauth) { $0.isOpaque = true }) { stage in
            let login = await stage.taskflow("login")
            #expect(login.code == 1 && login.error.contains("no JWT"))
        }
    }

    @Test func `TASKFLOW_TOKEN goes before everything`() async throws {
        let fake = FakeBetterAuth(.session)
        try await LoginStage.run(fake) { stage in
            #expect(await stage.taskflow("login").code == 0)
            let variable = ["TASKFLOW_TOKEN": "tfl_env"]
            #expect(await stage.taskflow("whoami", environment: variable).code == 4)
            #expect(stage.server.seen.last?.bearer == "tfl_env")
            let login = await stage.taskflow("login", environment: variable)
            #expect(login.code == 4 && login.error.contains("TASKFLOW_TOKEN"))
            #expect(stage.sso.count("/api/auth/device/code") == 1)
        }
    }

    @Test func `a server without an SSO explains the local credential`() async throws {
        let server = StubServer.replying { request in
            request.path == "/api/me"
                ? .json(["worker": ["handle": "@me"]]) : .json(["error": "Not Found"], status: 404)
        }
        try await LoginStage.run(FakeBetterAuth(.session)) { stage in
            try await server.run { address in
                let none = await stage.taskflow("login", environment: ["TASKFLOW_URL": address])
                #expect(none.code == 4)
                #expect(none.error.contains("\(address) has no SSO. On its own machine"))
                #expect(none.error.contains("taskflow login --with-key"))
                try stage.file.prepareFolder()
                try SignInFile.owner(in: stage.folder.url.path + "/data")
                    .write(StoredSignIn(url: address, token: "tfl_local"))
                let local = await stage.taskflow("login", environment: ["TASKFLOW_URL": address])
                #expect(local.code == 0 && local.output.contains("as @me with the local owner's key"))
            }
        }
    }

    @Test func `servers that cannot be reached`() async throws {
        try await LoginStage.run(FakeBetterAuth(.session)) { stage in
            let nowhere = "http://127.0.0.1:1"
            #expect(await stage.taskflow("login", environment: ["TASKFLOW_URL": nowhere]).code == 3)
        }
        try await LoginStage.run(
            FakeBetterAuth(.session), metadata: ["authorization_servers": ["http://127.0.0.1:1"]]
        ) { stage in
            let login = await stage.taskflow("login")
            #expect(login.code == 3 && login.error.contains("Cannot reach the SSO at http://127.0.0.1:1"))
        }
    }
}
