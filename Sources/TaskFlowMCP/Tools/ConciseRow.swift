internal import TaskFlowSchema

/// A row of a list in few bytes: what is worth most goes in first, long text is cut, and what is null or zero is left out.
enum ConciseRow {
    /// A row has at most so many bytes of UTF-8 beside its remark, which takes as many again at most.
    static let limit = 240
    /// A remark is cut behind so many bytes.
    static let remarkLimit = 120
    /// Titles and names are cut behind so many characters.
    static let textLimit = 60
    /// A text is not cut shorter than this for the sake of further members.
    private static let reserve = 72

    /// - Parameters:
    ///   - required: Members that are always told; they are short.
    ///   - text: The member that is cut where it is long.
    ///   - optional: Further members, those worth most first.
    static func of(_ full: JSONObject, required: [String], text: String, optional: [String]) -> JSONObject {
        let words = TextCut.characters(full[text]?.stringValue ?? "", textLimit)
        let kept = Dictionary(uniqueKeysWithValues: required.map { ($0, full[$0] ?? .null) })
        var left = limit - 2 - cost(text, .string("")) - kept.reduce(0) { $0 + cost($1.key, $1.value) }
        var chosen: [String: JSON] = kept
        let reserved = min(reserve, TextCut.cost(words))
        for name in optional {
            guard let value = full[name], isTold(value) else { continue }
            let short = shortened(value)
            guard cost(name, short) <= left - reserved else { continue }
            chosen[name] = short
            left -= cost(name, short)
        }
        chosen[text] = .string(TextCut.bytes(words, left))
        chosen["remark"] = full["remark"]?.objectValue.map { .object(remark($0)) }
        // In the order of the full form, so that both read alike.
        return JSONObject(full.members.compactMap { member in chosen[member.name].map { (member.name, $0) } })
    }

    /// What was said last, in short, and by whom.
    private static func remark(_ full: JSONObject) -> JSONObject {
        [
            "action": full["action"] ?? .null,
            "text": .string(TextCut.bytes(full["text"]?.stringValue ?? "", remarkLimit)),
            "by": shortened(full["by"] ?? .null),
        ]
    }

    private static func isTold(_ value: JSON) -> Bool { value != .null && value != 0 && value != false }

    /// Ids may be very long; one that is cut says so.
    private static func shortened(_ value: JSON) -> JSON {
        value.stringValue.map { .string(TextCut.bytes($0, 60)) } ?? value
    }

    /// The bytes of a member with its name, quotes, colon and comma.
    private static func cost(_ name: String, _ value: JSON) -> Int { name.utf8.count + 4 + value.bytes.count }
}
