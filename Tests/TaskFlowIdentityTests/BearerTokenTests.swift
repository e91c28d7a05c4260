import TaskFlowDomain
import TaskFlowIdentity
import TaskFlowOperations
import Testing

@Suite struct BearerTokenTests {
    @Test(arguments: ["", "Bearer", "Bearer ", "Basic dGZs", "Bearer tfl_short", "Bearer  tfl_", "Bearer a.b.c"])
    func `what is no key is refused`(header: String) {
        #expect(throws: TaskFlowError.self) { try BearerToken.read(header) }
    }

    @Test func `keys and tokens are told apart by their form`() throws {
        let key = Secret.key().text
        guard case .key(.key(let hash)) = try BearerToken("Bearer \(key)") else { return #expect(Bool(false)) }
        #expect(hash == Secret.hash(of: key))
        guard case .token(let token) = try BearerToken("bEaReR a.b.c") else { return #expect(Bool(false)) }
        #expect(token == "a.b.c")
    }

    @Test(arguments: [
        "Bearer " + String(repeating: "A", count: 32), "Bearer tf_" + String(repeating: "A", count: 64), "Bearer a.b",
        "Bearer a.b.c.d", "Bearer a.b.c.d.e", "Bearer tfl_a.b.c", "DPoP a.b.c", "Bearer\ta.b.c", "Token a.b.c",
    ])
    func `opaque tokens, encrypted ones and other schemes are refused`(header: String) {
        #expect(throws: TaskFlowError.self) { try BearerToken(header) }
    }

    @Test func `a token beyond 8,192 bytes is refused unread`() throws {
        let long = String(repeating: "a", count: BearerToken.maximumLength - 4)
        #expect(throws: Never.self) { try BearerToken("Bearer \(long).b.c") }
        #expect(throws: TaskFlowError.self) { try BearerToken("Bearer \(long)a.b.c") }
    }
}
