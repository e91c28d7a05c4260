extension SQL {
    /// Whether a text would begin or end a transaction, which belongs to the engine alone.
    package var isTransactionControl: Bool { Self.isTransactionControl(template) }

    static func isTransactionControl(_ text: String) -> Bool {
        let word = text.drop(while: \.isWhitespace).prefix(while: \.isLetter).uppercased()
        return ["BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE", "PREPARE"].contains(
            word)
    }
}
