internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// Limits of a short row.
enum ConciseRow {
    /// The most bytes of UTF-8 that a row has beside its remark.
    static let limit = 240
    /// The most bytes of a remark's text.
    static let remarkLimit = 120
    /// The most characters of a title or name.
    static let textLimit = 60
    /// The most bytes of an id.
    fileprivate static let idLimit = 60
    /// The text keeps this many bytes, however many further members there are.
    fileprivate static let reserve = 72
}

extension ShortRow {
    /// A thing in few bytes: what is worth most goes in first, long text is cut, and what is null or zero is left out.
    func concise(_ full: JSONObject, for reader: WorkerID) -> JSONObject {
        let words = TextCut.characters(full[text]?.stringValue ?? "", ConciseRow.textLimit)
        var chosen: [String: JSON] = [:]
        var left = ConciseRow.limit - 2 - cost(text, .string(""))
        for name in required where name != text {
            chosen[name] = full[name] ?? .null
            left -= cost(name, full[name] ?? .null)
        }
        let reserved = min(ConciseRow.reserve, TextCut.cost(words))
        for name in optional(of: full, for: reader) {
            guard let value = full[name], isShown(value) else { continue }
            let short = shortened(value)
            guard cost(name, short) <= left - reserved else { continue }
            chosen[name] = short
            left -= cost(name, short)
        }
        chosen[text] = .string(TextCut.bytes(words, left))
        if let remark { chosen[remark] = full[remark]?.objectValue.map { .object(shortened($0)) } }
        // In the order of the full form, so that both read alike.
        return JSONObject(full.members.compactMap { member in chosen[member.name].map { (member.name, $0) } })
    }

    /// An agent that reads what it wrote itself is not told so.
    private func optional(of full: JSONObject, for reader: WorkerID) -> [String] {
        guard let author, full[author] != reader.json else { return optional }
        return optional + [author]
    }

    /// A remark in short.
    private func shortened(_ remark: JSONObject) -> JSONObject {
        [
            "action": remark["action"] ?? .null,
            "text": .string(TextCut.bytes(remark["text"]?.stringValue ?? "", ConciseRow.remarkLimit)),
            "by": shortened(remark["by"] ?? .null),
        ]
    }

    /// Ids may be very long; one that is cut says so.
    private func shortened(_ value: JSON) -> JSON {
        value.stringValue.map { .string(TextCut.bytes($0, ConciseRow.idLimit)) } ?? value
    }

    private func isShown(_ value: JSON) -> Bool { value != .null && value != 0 && value != false }

    /// The bytes of a member with its name, quotes, colon and comma.
    private func cost(_ name: String, _ value: JSON) -> Int { name.utf8.count + 4 + value.bytes.count }
}
