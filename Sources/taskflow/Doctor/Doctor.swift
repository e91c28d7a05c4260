internal import TaskFlowDomain
internal import TaskFlowPostgres
internal import TaskFlowStorage
internal import TaskFlowUpkeep

/// Looks at everything that a server needs, without changing any of it.
struct Doctor {
    let configuration: ServerConfiguration
    let allowsInsecureLocalSignIn: Bool

    func examine() async -> DoctorReport {
        var findings = [serving()] + FileCheck(configuration).findings() + LockCheck(configuration).findings()
        findings += await DatabaseCheck(configuration).findings()
        findings += await KeySetCheck(configuration).findings()
        return DoctorReport(findings: findings)
    }

    /// What is said where the configuration cannot even be read.
    static func refuse(_ failure: CommandFailure) -> DoctorReport {
        let remedy =
            "correct it where it is said: flag, environment, or .env in this folder; nothing else was looked at"
        return DoctorReport(findings: [.wrong("configuration", failure.message, remedy: remedy)])
    }

    private func serving() -> Finding {
        do throws(CommandFailure) {
            try configuration.checkServing(allowsInsecureLocalSignIn: allowsInsecureLocalSignIn)
        } catch {
            return .wrong(
                "configuration", error.message, remedy: "correct it: flag, environment, or .env in this folder")
        }
        let signIn = configuration.signIn.serverURL.map { "sign-in by \($0)" } ?? "local sign-in"
        return .ok(
            "configuration",
            "\(configuration.host) port \(configuration.port), \(signIn), \(configuration.place) (\(configuration.databaseOrigin))"
        )
    }
}

extension ServerConfiguration {
    /// Where the database is, for people.
    var place: String {
        switch database {
        case .file(let path): "SQLite in \(path)"
        case .memory: "SQLite in memory"
        case .postgres(let address): "PostgreSQL at \(address.place)"
        }
    }
}
