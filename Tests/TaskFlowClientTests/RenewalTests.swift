import Foundation
import Synchronization
import TaskFlowSchema
import Testing

@testable import TaskFlowClient

/// How a sign-in stays fresh, and how it ends.
@Suite struct RenewalTests {
    @Test(arguments: [FakeBetterAuth.Form.session, .oauth])
    func `a token that is about to end is renewed silently`(form: FakeBetterAuth.Form) async throws {
        let fake = FakeBetterAuth(form)
        try await LoginStage.run(fake) { stage in
            #expect(await stage.taskflow("login").code == 0)
            #expect(await stage.taskflow("whoami").code == 0)
            #expect(fake.tokens.count == 1)
            try stage.age(to: 30)
            let me = await stage.taskflow("whoami")
            #expect(me.code == 0 && me.error.isEmpty)
            #expect(fake.tokens.count == 2 && stage.stored?.token == fake.tokens.last)
            let mode = try FileManager.default.attributesOfItem(atPath: stage.file.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test(arguments: [FakeBetterAuth.Form.session, .oauth])
    func `of many commands at once one renews, and none fails`(form: FakeBetterAuth.Form) async throws {
        let fake = FakeBetterAuth(form)
        try await LoginStage.run(fake) { stage in
            #expect(await stage.taskflow("login").code == 0)
            for round in 1...3 {
                try stage.age(to: -10)
                let codes = await withTaskGroup { group in
                    for _ in 0..<12 { group.addTask { await stage.taskflow("whoami").code } }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(codes == Array(repeating: 0, count: 12))
                #expect(fake.tokens.count == round + 1)
            }
        }
    }

    @Test func `a token that the server does not take is renewed once`() async throws {
        let fake = FakeBetterAuth(.oauth)
        try await LoginStage.run(fake) { stage in
            #expect(await stage.taskflow("login").code == 0)
            fake.state.withLock { $0.tokens.append("the server knows another one now") }
            #expect(await stage.taskflow("whoami").code == 0)
            #expect(fake.tokens.count == 3)
        }
    }

    @Test(arguments: [FakeBetterAuth.Form.session, .oauth])
    func `a sign-in that has ended is told`(form: FakeBetterAuth.Form) async throws {
        let fake = FakeBetterAuth(form)
        try await LoginStage.run(fake) { stage in
            #expect(await stage.taskflow("login").code == 0)
            fake.state.withLock { $0.secret = "ended" }
            try stage.age(to: -10)
            let me = await stage.taskflow("whoami")
            #expect(me.code == 4 && me.error.contains("has ended. Run `taskflow login` again"))
        }
    }

    @Test(arguments: [FakeBetterAuth.Form.session, .oauth])
    func `an SSO that is down takes nothing from a token that is good`(form: FakeBetterAuth.Form) async throws {
        let fake = FakeBetterAuth(form)
        try await LoginStage.run(fake) { stage in
            #expect(await stage.taskflow("login").code == 0)
            fake.state.withLock { $0.refuses = .init(breaks: true) }
            try stage.age(to: 30)
            #expect(await stage.taskflow("whoami").code == 0)
            try stage.age(to: -10)
            let me = await stage.taskflow("whoami")
            #expect(me.code == 3 && me.error.contains("Cannot reach the SSO"))
            fake.state.withLock { $0.refuses = nil }
            #expect(await stage.taskflow("whoami").code == 0)
        }
    }

    @Test(arguments: [(FakeBetterAuth.Form.session, "/api/auth/sign-out"), (.oauth, "/api/auth/oauth2/revoke")])
    func `logout removes the file and ends the sign-in at the SSO`(
        form: FakeBetterAuth.Form, path: String
    ) async throws {
        try await LoginStage.run(FakeBetterAuth(form)) { stage in
            #expect(await stage.taskflow("login").code == 0)
            let secret = try #require(stage.stored?.renewal?.secret)
            let logout = await stage.taskflow("logout")
            #expect(logout.code == 0)
            #expect(logout.output == "Removed \(stage.file.path)\nSigned out at \(stage.ssoAddress)\n")
            let asked = try #require(stage.sso.seen.last { $0.path == path })
            #expect(asked.bearer == secret || asked.value("token") == secret)
            #expect(stage.stored == nil)
            #expect(await stage.taskflow("whoami").code == 4)
            #expect(await stage.taskflow("logout").output.hasPrefix("Nothing to remove"))
        }
    }

    @Test func `logout works without the SSO, and tells of the variable`() async throws {
        try await LoginStage.run(FakeBetterAuth(.session)) { stage in
            try stage.file.prepareFolder()
            let renewal = Renewal(
                kind: .session, tokenURL: "http://127.0.0.1:1/t", signOutURL: "http://127.0.0.1:1/s", secret: "s",
                clientID: "c")
            let credential = StoredSignIn(url: stage.address, token: "t", expiresAt: nil, renewal: renewal)
            try stage.file.write(credential)
            let logout = await stage.taskflow("logout", environment: ["TASKFLOW_TOKEN": "tfl_env"])
            #expect(logout.code == 0 && stage.stored == nil)
            #expect(logout.error.contains("Not signed out at http://127.0.0.1:1"))
            #expect(logout.error.contains("TASKFLOW_TOKEN is still set"))
        }
    }
}
