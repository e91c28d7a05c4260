import TaskFlowPostgres
import Testing

@Suite struct LibPQTests {
    @Test func `the library is one with pipeline mode`() {
        #expect(LibPQ.version >= 140_000)
    }
}
