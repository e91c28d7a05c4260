/// Reads the tasks that a line names: `3`, `#3`, `3,5`, `8-11`.
enum TaskNumbers {
    /// So many tasks a command takes at once.
    private static let limit = 1000

    /// Each task once, in the order in which they are named. What is no number stays as it is, for the schema to refuse.
    static func read(_ words: [String], hint: String) throws(UsageError) -> [String] {
        var found: [String] = []
        for word in words.flatMap({ $0.split(separator: ",") }) {
            let bare = word.first == "#" ? word.dropFirst() : word
            if let range = try range(bare, hint) {
                found += range.map(String.init)
            } else {
                found.append(String(bare))
            }
            guard found.count <= limit else { throw UsageError("Name at most \(limit) tasks at once", hint: hint) }
        }
        var seen: Set<String> = []
        return found.filter { seen.insert($0).inserted }
    }

    private static func range(_ word: Substring, _ hint: String) throws(UsageError) -> ClosedRange<Int>? {
        let ends = word.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = number(ends[0]), let last = number(ends[1]) else { return nil }
        guard first <= last else { throw UsageError("'\(word)' runs backwards", hint: hint) }
        guard last - first < limit else { throw UsageError("'\(word)' is more than \(limit) tasks", hint: hint) }
        return first...last
    }

    private static func number(_ text: Substring) -> Int? {
        let text = text.first == "#" ? text.dropFirst() : text
        return text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }
}
