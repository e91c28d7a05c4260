internal import TaskFlowDomain
internal import TaskFlowSchema

/// Reads the arguments of `taskflow token create`; the refusals are those of the API's fields.
struct GrantArguments {
    func handle(_ text: String) throws(CommandFailure) -> Handle {
        let meant: Handle? = try? value("@" + text, "--worker")
        if let meant { throw .usage("--worker: '\(text)' is no handle: write \(meant)") }
        return try value(text, "--worker")
    }

    func type(_ text: String) throws(CommandFailure) -> WorkerType { try value(text, "--type") }

    func tenant(_ text: String) throws(CommandFailure) -> TenantID { try value(text, "--tenant") }

    func scopes(_ text: String) throws(CommandFailure) -> Scopes {
        var scopes: [Scope] = []
        for word in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
            scopes.append(try value(String(word), "--scopes"))
        }
        guard !scopes.isEmpty else { throw .usage("--scopes: name at least one scope") }
        return Scopes(scopes)
    }

    /// Seconds of `90m`, `12h`, `30d` or `2w`.
    func seconds(_ text: String) throws(CommandFailure) -> Int {
        let units: [Character: Int] = ["m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()),
            (1...100_000).contains(count)
        else { throw .usage("--expires: '\(text)' is not a time like 12h, 30d or 2w") }
        return count * unit
    }

    private func value<Value: SchemaValue>(_ text: String, _ flag: String) throws(CommandFailure) -> Value {
        var issues = Issues()
        if let value = Value.decode(.string(text), into: &issues) { return value }
        throw .usage("\(flag): '\(text)': \(issues.all.first?.message ?? "is not valid")")
    }
}
