internal import TaskFlowSchema

/// All that the doctor found.
struct DoctorReport: Equatable, Sendable {
    let findings: [Finding]

    var isHealthy: Bool { !findings.contains { $0.state == .wrong } }

    /// For people: a line for each finding, and its remedy under it.
    var text: String {
        let width = findings.map(\.check.count).max() ?? 0
        let lines = findings.flatMap { finding in
            let check = finding.check + String(repeating: " ", count: width - finding.check.count)
            let state = finding.state.rawValue
            let line = state + String(repeating: " ", count: 5 - state.count) + "  \(check)  \(finding.message)"
            return [line] + (finding.remedy.map { [String(repeating: " ", count: width + 9) + "-> \($0)"] } ?? [])
        }
        return (lines + [summary]).joined(separator: "\n")
    }

    /// For programs: `{"ok": …, "findings": [{"check", "state", "message", "remedy"}]}`.
    var json: JSON {
        let all = findings.map { finding -> JSON in
            [
                "check": .string(finding.check), "state": .string(finding.state.rawValue),
                "message": .string(finding.message), "remedy": finding.remedy.map { .string($0) } ?? .null,
            ]
        }
        return ["ok": .bool(isHealthy), "findings": .array(all)]
    }

    private var summary: String {
        let wrong = findings.count { $0.state == .wrong }
        return wrong == 0 ? "Nothing is wrong" : wrong == 1 ? "1 thing is wrong" : "\(wrong) things are wrong"
    }
}

/// What the doctor found in one place.
struct Finding: Equatable, Sendable {
    /// How bad it is.
    enum State: String, Sendable {
        case ok
        /// Nothing is wrong yet, but somebody should know.
        case note
        case wrong
    }

    let check: String
    let state: State
    let message: String
    /// What to do about it, for whatever is not ok.
    let remedy: String?

    static func ok(_ check: String, _ message: String) -> Finding {
        Finding(check: check, state: .ok, message: message, remedy: nil)
    }

    static func note(_ check: String, _ message: String, remedy: String) -> Finding {
        Finding(check: check, state: .note, message: message, remedy: remedy)
    }

    static func wrong(_ check: String, _ message: String, remedy: String) -> Finding {
        Finding(check: check, state: .wrong, message: message, remedy: remedy)
    }
}
