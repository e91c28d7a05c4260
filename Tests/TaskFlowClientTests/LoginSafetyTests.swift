import TaskFlowSchema
import Testing

@testable import TaskFlowClient

/// Where secrets may not go.
@Suite struct LoginSafetyTests {
    @Test func `a server that names another one as the resource gets no token`() async throws {
        try await LoginStage.run(
            FakeBetterAuth(.oauth), metadata: ["resource": "https://tasks.example"]
        ) { stage in
            let login = await stage.taskflow("login")
            #expect(login.code == 1 && login.error.contains("says that it is https://tasks.example"))
            #expect(stage.sso.seen.isEmpty)
        }
    }

    @Test func `an SSO without https, but for this machine, is sent nothing`() async throws {
        try await LoginStage.run(
            FakeBetterAuth(.session), metadata: ["authorization_servers": ["http://sso.example"]]
        ) { stage in
            let login = await stage.taskflow("login")
            #expect(login.code == 1 && login.error.contains("no https address"))
        }
    }

    @Test(arguments: ["device_authorization_endpoint", "token_endpoint", "issuer"])
    func `metadata that point elsewhere are not followed`(member: String) async throws {
        let fake = FakeBetterAuth(.oauth) { $0.metadata = [member: "http://127.0.0.1:1/x"] }
        try await LoginStage.run(fake) { stage in
            // The form without metadata is left, and the answers of this SSO do not fit that.
            #expect(await stage.taskflow("login").code == 1)
            #expect(stage.sso.seen.allSatisfy { $0.value("resource") == nil })
        }
    }

    @Test func `the stored token stays with the server that it was made for`() async throws {
        try await LoginStage.run(FakeBetterAuth(.session)) { stage in
            #expect(await stage.taskflow("login").code == 0)
            let other = await stage.taskflow("whoami", environment: ["TASKFLOW_URL": "https://tasks.example"])
            #expect(other.code == 4 && other.error.contains("the stored key is for \(stage.address)"))
        }
    }

    @Test func `a token that the server does not accept is not stored`() async throws {
        let fake = FakeBetterAuth(.session)
        try await LoginStage.run(fake) { stage in
            let refusing = StubServer.replying { request in
                request.path == "/api/me"
                    ? .json(["error": "Invalid or expired credential"], status: 401)
                    : .json([
                        "resource": .string(request.address), "authorization_servers": [.string(stage.ssoAddress)],
                    ])
            }
            try await refusing.run { address in
                let login = await stage.taskflow("login", environment: ["TASKFLOW_URL": address])
                #expect(login.code == 4 && login.error.contains("AUTH_AUDIENCE"))
                #expect(stage.stored == nil)
            }
        }
    }
}
