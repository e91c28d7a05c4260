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

    // Tasks for other programs are written with a flag; what is imported tells itself whether it is a database.
    private static func isOld(_ word: String, _ rest: [String]) -> Bool {
        let flags = rest.prefix { $0 != "--" }
        switch word {
        case "export":
            let isForPeople = flags.contains { ["--csv", "--markdown", "--help", "-h"].contains($0) }
            return !rest.isEmpty && !isForPeople
        case "import": return rest.contains { $0 != "-" && !$0.hasPrefix("--") && DatabaseExport.isDatabaseExport($0) }
        default: return false
        }
    }
}
