internal import Foundation
internal import TaskFlowDomain

/// Why a connection could not be made.
struct ConnectFailure: Error {
    /// The server's SQLSTATE, or nothing where none answered.
    let state: String
    /// libpq's words, for the log.
    let words: String

    /// Reads the SQLSTATE out of the words, where libpq was told to write it: `FATAL:  28P01: password …`.
    init(_ words: String) {
        self.words = words.trimmingCharacters(in: .whitespacesAndNewlines)
        let match = words.firstMatch(of: #/[A-Z]+: +([0-9A-Z]{5}): /#)
        state = match.map { String($0.1) } ?? ""
    }

    /// What stopped a statement that was to show that somebody answers.
    init(_ fault: PostgresFault) {
        switch fault {
        case .server(let report): (state, words) = (report.state, report.cause)
        case .lost(let words): (self.state, self.words) = ("", words)
        case .timedOut: (state, words) = ("", "no answer in time")
        case .rejected(let error): (state, words) = ("", error.message)
        }
    }

    /// Whether waiting may help: nobody answers yet, or who answers is not ready. A pooler says 08P01 while the server behind
    /// it is away.
    var mayPass: Bool {
        if state.isEmpty { return !isOfTLS }
        return ["57P", "53", "08"].contains { state.hasPrefix($0) } || state == "3D000"
    }

    // libpq has no SQLSTATE for these; its words are not translated unless the operator's locale is.
    private var isOfTLS: Bool {
        ["certificate", "does not support SSL", "unknown ca", "channel binding"].contains { words.contains($0) }
    }
}
