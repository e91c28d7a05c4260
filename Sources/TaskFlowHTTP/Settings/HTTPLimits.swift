#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// How much of the server one connection, and all of them, may take.
package struct HTTPLimits: Sendable {
    /// A longer request body is refused with 413.
    package var bodyBytes = 1 << 20
    /// Routes that take larger bodies take no larger ones than this.
    package var largeBodyBytes = 32 << 20
    /// A longer request head (target and headers) is refused with 431.
    package var headBytes = 32 << 10
    /// A connection without a request, or with a request head that does not end, is closed after so long.
    package var idleSeconds = 60
    /// A request body must be there so long after its head.
    package var bodySeconds = 30
    /// A client that takes nothing of its answer for so long is cut off.
    package var stallSeconds = 60
    /// A stream of events that has nothing to say says so after so long, for whoever is between the client and the server.
    package var commentSeconds = 15
    /// Further connections wait in the listen queue.
    package var connections = HTTPLimits.defaultConnections

    /// The limits that suit most servers.
    package init() {}

    /// What is read of a body that nobody wants before the connection is cut off.
    var discardedBytes: Int { max(bodyBytes * 8, largeBodyBytes) }

    // Three quarters of the process's files: the database, its journal and the program itself need some too. What an idle
    // connection holds is small (`Benchmarks/results.md`), and the idle time-out ends it.
    private static var defaultConnections: Int {
        var limit = rlimit()
        #if canImport(Glibc)
            let result = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        #else
            let result = getrlimit(RLIMIT_NOFILE, &limit)
        #endif
        return result == 0 ? Int(min(limit.rlim_cur / 4 * 3, 50_000)) : 512
    }
}
