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
        if state.isEmpty { return !isOfTLS && !words.contains(Self.wrongEncoding) }
        return ["57P", "53", "08"].contains { state.hasPrefix($0) } && !isOfPooler
    }

    /// Whether the server has no connection left for this user: those who have one may do the work.
    var isOfFullServer: Bool { state == "53300" || words.contains("no more connections allowed") }

    /// What the program itself says of a database that it cannot use.
    static let wrongEncoding = "not in UTF8: create it with ENCODING 'UTF8'"

    /// The reason in one line, for the operator.
    var reason: String { words.split(separator: "\n").first.map(String.init) ?? "no answer" }

    // What a server would tell by a state of its own.
    private var isOfPooler: Bool {
        ["no such database", "no such user", "authentication failed", "unsupported startup parameter"]
            .contains { words.contains($0) }
    }

    // libpq has no SQLSTATE for these; its words are not translated unless the operator's locale is.
    private var isOfTLS: Bool {
        ["certificate", "does not support SSL", "unknown ca", "channel binding"].contains { words.contains($0) }
    }
}

extension TaskFlowError {
    /// No connection can be had.
    static func unreachable(_ failure: ConnectFailure) -> TaskFlowError {
        .unavailable("The database cannot be reached", cause: failure.words, retryAfter: 1)
    }

    static let poolClosed = TaskFlowError.unavailable("The database is closed")

    static func poolExhausted(seconds: Double) -> TaskFlowError {
        .unavailable(
            "The database has too much to do: no connection became free within \(seconds.formatted) s", retryAfter: 1)
    }

    static let poolOverloaded = TaskFlowError.unavailable("The database has too much to do", retryAfter: 1)
}

extension Double {
    fileprivate var formatted: String { self == rounded() ? String(Int(self)) : String(self) }
}
