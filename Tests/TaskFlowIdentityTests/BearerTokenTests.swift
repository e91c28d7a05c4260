import TaskFlowDomain
import TaskFlowIdentity
import Testing

@Suite struct BearerTokenTests {
    @Test(arguments: ["", "Bearer", "Bearer ", "Basic dGZs", "Bearer tfl_short", "Bearer  tfl_"])
    func `what is no key is refused`(header: String) {
        #expect(throws: TaskFlowError.self) { try BearerToken.read(header) }
    }
}
