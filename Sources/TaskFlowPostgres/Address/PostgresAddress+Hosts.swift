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
