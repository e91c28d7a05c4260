package import CLibPQ

/// PostgreSQL's own client library, as this process runs it. It is loaded when the first address of a PostgreSQL database
/// is read: a server on SQLite never has it in its memory.
package enum LibPQ {
    /// Its version as a number: 150018 is 15.18; 0 where the library cannot be loaded.
    package static var version: Int { fault == nil ? Int(pq.PQlibVersion()) : 0 }

    static var major: Int { version / 10_000 }

    /// Why it cannot be loaded, in one line with the remedy; nil where it is there.
    static var fault: String? { loaded.fault }

    /// What it said last of a connection, for the log.
    package static func words(of connection: OpaquePointer) -> String {
        pq.PQerrorMessage(connection).map { String(cString: $0) } ?? ""
    }

    /// Loads the library from a file that the system's loader finds.
    static func load(_ file: String) -> (functions: libpq_functions, fault: String?) {
        var functions = libpq_functions()
        var why = [CChar](repeating: 0, count: 200)
        if libpq_load(file, &functions, &why, UInt(why.count)) == 1 { return (functions, nil) }
        let words = String(decoding: why.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return (
            functions,
            "needs PostgreSQL's client library, libpq 14 or newer: install it (on Debian: apt-get install libpq5). \(words)"
        )
    }

    fileprivate static let loaded = load(LIBPQ_FILE)
}

/// libpq's functions. There is no address, and so nothing to call them with, where they could not be loaded.
package let pq = LibPQ.loaded.functions
