internal import TaskFlowClient

/// The words of version 0.1 for moving a database, `taskflow export FILE` and `taskflow import FILE`. They work in this version
/// still, and say what they are called now.
struct OldMovingWords {
    /// The line in the words of today.
    let arguments: [String]
    /// What its user is told.
    let note: String

    /// - Parameter line: A command line; `nil` where it is none of the old ones.
    init?(_ line: [String]) {
        guard let word = line.first, Self.isOld(word, Array(line.dropFirst())) else { return nil }
        arguments = ["database"] + line
        note = "taskflow \(word) is taskflow database \(word) now: the next version does not know it by its old name"
    }

    // Tasks for other programs are written with a flag. A command that reads tasks may ask the file itself what it is
    // (`DatabaseExport`); until there is one, whatever is imported is a database.
    private static func isOld(_ word: String, _ rest: [String]) -> Bool {
        let flags = rest.prefix { $0 != "--" }
        switch word {
        case "export": return !flags.contains { $0 == "--csv" || $0 == "--markdown" }
        case "import": return true
        default: return false
        }
    }
}
