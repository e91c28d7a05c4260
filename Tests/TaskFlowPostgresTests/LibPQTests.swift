import CLibPQ
import Testing

@testable import TaskFlowPostgres

@Suite struct LibPQTests {
    @Test func `the library is one with pipeline mode`() {
        #expect(LibPQ.fault == nil)
        #expect(LibPQ.version >= 140_000)
    }

    @Test func `where it is not there, one line says what to install`() {
        let fault = LibPQ.load("libpq.so.nowhere").fault
        #expect(fault?.contains("install it (on Debian: apt-get install libpq5)") == true)
        #expect(fault?.contains("libpq.so.nowhere") == true && fault?.contains("\n") == false)
    }

    @Test func `what calls itself libpq and is another library is told`() {
        #expect(LibPQ.load("libc.so.6").fault?.hasSuffix("libc.so.6 has no PQcancel") == true)
    }
}
