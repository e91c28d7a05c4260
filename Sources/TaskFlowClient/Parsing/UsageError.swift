/// A command line that cannot be understood; nothing was sent.
struct UsageError: Error, Equatable {
    let message: String
    /// The command that tells more.
    let hint: String?

    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}
