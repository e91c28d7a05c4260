internal import CLibPQ
internal import Foundation

/// Where a PostgreSQL database is, with all that libpq takes besides: `postgresql://user:password@host/db?sslmode=require`.
///
/// Whatever libpq knows passes through (`sslmode`, `channel_binding`, `options`, `application_name`, several hosts).
package struct PostgresAddress: Sendable, Equatable {
    /// What is wrong with an address: a sentence for the operator, without the address, which holds the password.
    package struct Fault: Error, Equatable {
        package let message: String
    }

    let text: String
    private let options: [String: String]

    /// Reads an address.
    package init(_ text: String) throws(Fault) {
        if let fault = LibPQ.fault { throw Fault(message: fault) }
        guard let options = Self.parse(text) else { throw Self.fault(of: text) }
        if options["sslrootcert"] == "system", LibPQ.version < 160_000 { throw Self.systemRoots }
        self.text = text
        self.options = options
    }

    /// Whether it is that of a pooler that lends its connections for one transaction at a time, by Neon's naming.
    package var isPooled: Bool { names.contains { $0.prefix { $0 != "." }.hasSuffix("-pooler") } }

    /// Host, port and database, for messages; never the password.
    package var place: String {
        let port = options["port"].map { ":\($0)" } ?? ""
        let host = options["host"] ?? options["hostaddr"] ?? "the local socket"
        return "\(host)\(port)/\(options["dbname"] ?? options["user"] ?? "")"
    }

    /// Its own limit on connecting, in seconds.
    var connectTimeout: Double? { options["connect_timeout"].flatMap(Double.init).flatMap { $0 > 0 ? $0 : nil } }

    private var names: [Substring] { list("host") ?? list("hostaddr") ?? [] }

    /// What the address says of a parameter.
    func option(_ name: String) -> String? { options[name] }

    func list(_ name: String) -> [Substring]? {
        options[name]?.split(separator: ",", omittingEmptySubsequences: false)
    }

    private static func parse(_ text: String) -> [String: String]? {
        var words: UnsafeMutablePointer<CChar>?
        defer { pq.PQfreemem(words) }
        guard let first = pq.PQconninfoParse(text, &words) else { return nil }
        defer { pq.PQconninfoFree(first) }
        var (options, option): ([String: String], UnsafeMutablePointer<_PQconninfoOption>) = ([:], first)
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { options[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return options
    }
}

extension PostgresAddress {
    // libpq's own words may quote the whole address, so they are not passed on.
    private static func fault(of text: String) -> Fault {
        let names = (URLComponents(string: text)?.queryItems ?? []).map(\.name)
        if let name = names.first(where: { newer[$0] != nil }), let version = newer[name] {
            return Fault(
                message: "'\(name)' needs libpq \(version) or newer, and this is \(LibPQ.major): leave it out"
                    + (name == "sslnegotiation" ? " (TLS is negotiated the usual way)" : ""))
        }
        if let name = names.first(where: { name in parse("postgresql://h/d?\(name)=1") == nil }) {
            return Fault(message: "'\(name.prefix(50))' is no parameter that libpq \(LibPQ.major) knows")
        }
        return Fault(message: "is not a PostgreSQL address like postgresql://user:password@host:5432/database")
    }

    private static let systemRoots = Fault(
        message: "'sslrootcert=system' needs libpq 16 or newer, and this is \(LibPQ.major): name the file instead, "
            + "such as sslrootcert=/etc/ssl/certs/ca-certificates.crt")

    /// Parameters that came after libpq 15.
    private static let newer = [
        "sslnegotiation": 17, "sslcertmode": 16, "require_auth": 16, "load_balance_hosts": 16, "gssdelegation": 16,
        "min_protocol_version": 18, "max_protocol_version": 18, "sslkeylogfile": 18, "scram_client_key": 18,
        "scram_server_key": 18, "oauth_issuer": 18, "oauth_client_id": 18, "servicefile": 18,
    ].filter { LibPQ.version < $0.value * 10_000 }
}

extension PostgresAddress {
    /// One of the hosts that an address names: what libpq is to be told besides the address.
    struct Host {
        let options: [(String, String)]
    }

    /// The hosts in the order in which they are tried: https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-MULTIPLE-HOSTS
    var hosts: [Host] {
        let (names, addresses) = (list("host") ?? [], list("hostaddr") ?? [])
        let count = max(names.count, addresses.count)
        // A host without a name is libpq's own default, which cannot be told by a name.
        guard count > 1, !(names + addresses).contains(where: \.isEmpty) else { return [Host(options: [])] }
        let all = (0..<count).map { index in
            [("host", names), ("hostaddr", addresses), ("port", list("port") ?? [])].compactMap { name, values in
                Self.value(of: values, at: index).map { (name, $0.isEmpty ? "5432" : String($0)) }
            }
        }
        return inPasses(option("load_balance_hosts") == "random" ? all.shuffled() : all).map(Host.init)
    }

    // One port is everybody's.
    private static func value(of values: [Substring], at index: Int) -> Substring? {
        values.count == 1 ? values[0] : values.dropFirst(index).first
    }

    // Of one host alone libpq would take a primary for want of a standby.
    private func inPasses(_ hosts: [[(String, String)]]) -> [[(String, String)]] {
        let name = "target_session_attrs"
        guard option(name) == "prefer-standby" else { return hosts }
        return hosts.map { $0 + [(name, "standby")] } + hosts.map { $0 + [(name, "any")] }
    }
}
