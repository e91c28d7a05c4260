/// Texts that spreadsheets might take for formulas (https://owasp.org/www-community/attacks/CSV_Injection): they are written
/// with an apostrophe before them, and read without it.
package enum Untamed {
    private static let signs: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]

    /// The text as it may stand in a cell.
    package static func cell(_ text: String) -> String { isWild(text) ? "'" + text : text }

    /// The text that a cell stands for: the other way round for every text.
    package static func text(_ cell: String) -> String {
        cell.unicodeScalars.first == "'" && isWild(cell) ? String(cell.unicodeScalars.dropFirst()) : cell
    }

    /// Whether a text begins with such a sign, or with apostrophes before one, as what has an apostrophe of its own needs
    /// a second.
    private static func isWild(_ text: String) -> Bool {
        guard let sign = text.unicodeScalars.drop(while: { $0 == "'" }).first else { return false }
        return signs.contains(sign)
    }
}
