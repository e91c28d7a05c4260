import TaskFlowDomain
import TaskFlowIdentity
import Testing

@Suite struct BearerTokenTests {
    @Test(arguments: ["", "Bearer", "Bearer ", "Basic dGZs", "Bearer tfl_short", "Bearer  tfl_", "Bearer a.b.c"])
    func `what is no key is refused`(header: String) {
        #expect(throws: TaskFlowError.self) { try BearerToken.key(in: header) }
    }

    @Test func `keys and tokens are told apart by their form`() throws {
        let key = "tfl_" + String(repeating: "k", count: 43)
        guard case .key(let found) = try BearerToken("Bearer \(key)") else { return #expect(Bool(false)) }
        #expect(found == key)
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
