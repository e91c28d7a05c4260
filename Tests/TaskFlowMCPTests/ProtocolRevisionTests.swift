import TaskFlowMCP
import Testing

@Suite struct ProtocolRevisionTests {
    @Test func `one revision is stateless, three shake hands`() {
        #expect(ProtocolRevision.allCases.filter(\.isStateless) == [.july2026])
        #expect(ProtocolRevision.allCases.filter { !$0.isStateless }.count == 3)
    }
}
