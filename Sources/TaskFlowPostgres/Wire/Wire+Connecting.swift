internal import CLibPQ
internal import Foundation

extension Wire {
    /// Opens a connection; blocks the calling thread.
    static func connect(
        _ settings: PostgresSettings, naming: StatementNaming
    ) throws(ConnectFailure) -> Wire {
        let handle = try connectInTurn(settings)
        let encoding = pq.PQparameterStatus(handle, "server_encoding").map { String(cString: $0) }
        do throws(PostgresFault) {
            let wire = try Wire(handle, naming: naming)
            guard encoding == nil || encoding == "UTF8" else {
                throw .lost("the database is encoded in \(encoding ?? ""), \(ConnectFailure.wrongEncoding)")
            }
            return wire
        } catch {
            if case .lost(let words) = error { throw ConnectFailure(words) }
            throw ConnectFailure("the connection could not be set up")
        }
    }

    // libpq would try several hosts itself, but then it neither keeps a time limit unless it may block, nor tells a server's
    // reason in a form that can be read.
    private static func connectInTurn(_ settings: PostgresSettings) throws(ConnectFailure) -> OpaquePointer {
        var failures: [ConnectFailure] = []
        for host in settings.address.hosts {
            do throws(ConnectFailure) { return try connectOnce(settings, host) } catch {
                failures.append(error)
                // As libpq has it: who answers and will not have us is not passed over for the next.
                if !error.mayPass { throw error }
            }
        }
        throw failures.last ?? ConnectFailure("the address names no host")
    }

    private static func connectOnce(
        _ settings: PostgresSettings, _ host: PostgresAddress.Host
    ) throws(ConnectFailure) -> OpaquePointer {
        guard let handle = settings.withParameters(host.options, { pq.PQconnectStartParams($0, $1, 1) }) else {
            throw ConnectFailure("out of memory")
        }
        _ = pq.PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
        let end = ContinuousClock.now + .seconds(settings.connectLimit)
        var next = PGRES_POLLING_WRITING
        while next == PGRES_POLLING_READING || next == PGRES_POLLING_WRITING, pq.PQstatus(handle) != CONNECTION_BAD {
            guard waits(handle, next, until: end) else {
                pq.PQfinish(handle)
                throw ConnectFailure("timeout expired")
            }
            next = pq.PQconnectPoll(handle)
        }
        return try checked(handle)
    }

    private static func waits(
        _ handle: OpaquePointer, _ next: PostgresPollingStatusType, until end: ContinuousClock.Instant
    ) -> Bool {
        while ContinuousClock.now < end {
            let events = next == PGRES_POLLING_READING ? POLLIN : POLLOUT
            var socket = pollfd(fd: pq.PQsocket(handle), events: Int16(events), revents: 0)
            if poll(&socket, 1, 100) != 0 { return true }
        }
        return false
    }

    private static func checked(_ handle: OpaquePointer?) throws(ConnectFailure) -> OpaquePointer {
        guard let handle else { throw ConnectFailure("out of memory") }
        if pq.PQstatus(handle) == CONNECTION_OK { return handle }
        let failure = ConnectFailure(LibPQ.words(of: handle))
        pq.PQfinish(handle)
        throw failure
    }
}

extension PostgresSettings {
    /// The address's own `connect_timeout`, or ours, in seconds.
    fileprivate var connectLimit: Double { address.connectTimeout ?? connectSeconds }

    /// What libpq is told: what the address says goes before our defaults, but for the encoding, which is ours.
    fileprivate func withParameters<Result>(
        _ host: [(String, String)],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> Result
    ) -> Result {
        let all =
            [
                ("connect_timeout", String(Int(connectSeconds))), ("fallback_application_name", "taskflow"),
                // A server that is gone without a word is noticed within half a minute, by those who only listen too.
                ("keepalives_idle", "15"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
                ("tcp_user_timeout", "30000"),
                ("dbname", address.text), ("client_encoding", "UTF8"),
            ] + host
        let names = all.map { strdup($0.0) } + [nil]
        let values = all.map { strdup($0.1) } + [nil]
        defer { for text in names + values { free(text) } }
        return body(names.map { UnsafePointer($0) }, values.map { UnsafePointer($0) })
    }
}
