internal import TaskFlowSchema

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
