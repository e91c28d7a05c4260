internal import TaskFlowSchema

extension JSON {
    /// Text, or a number as text; `nil` for all else and for what is blank.
    var word: String? {
        switch self {
        case .string(let text): text.trimmed.isEmpty ? nil : text
        case .integer, .bigInteger, .decimal: text
        case .null, .bool, .array, .object: nil
        }
    }

    /// The texts of a list, or of one text with commas between.
    var words: [String] {
        if let list = arrayValue { return list.compactMap { $0.word ?? $0["name"]?.word ?? $0["title"]?.word } }
        return word?.split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty } ?? []
    }

    /// A text, or the texts of a list as a list of points.
    var prose: String? {
        guard let list = arrayValue else { return word }
        return list.isEmpty ? nil : list.map { "- \($0.word ?? $0.text)" }.joined(separator: "\n")
    }

    /// Whether there is nothing in it.
    var isBlank: Bool {
        switch self {
        case .null: true
        case .bool(let value): !value
        case .string(let text): text.trimmed.isEmpty
        case .array(let list): list.isEmpty
        case .object(let object): object.members.isEmpty
        case .integer(let number): number == 0
        case .bigInteger, .decimal: false
        }
    }
}

extension Reading {
    /// Notes the keys of an object that hold something and are not read.
    mutating func noteKeys(of row: JSON, besides known: Set<String>) {
        for member in row.objectValue?.members ?? [] where !known.contains(member.name) && !member.value.isBlank {
            notes.add("Field '\(member.name)' is left out")
        }
    }

    /// Notes that who made a task there is not who makes it here.
    mutating func noteMaker(_ maker: String?) {
        if maker != nil { notes.add("Who made a task there is not kept: here you make it") }
    }
}
