/// A colour or weight of terminal text.
enum Style: String, Sendable {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"

    /// The text in this style.
    func apply(_ text: String) -> String { "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" }

    /// How the word of a field is coloured, if at all.
    static func of(_ word: String, in field: String) -> Style? {
        switch (field, word) {
        case ("status", "in_progress"): .cyan
        case ("status", "review"): .yellow
        case ("status", "completed"): .green
        case ("status", "blocked"): .red
        case ("priority", "critical"): .red
        case ("priority", "high"): .yellow
        default: nil
        }
    }
}
