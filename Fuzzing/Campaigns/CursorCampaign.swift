internal import TaskFlowOperations
internal import TaskFlowSchema

/// A cursor of any bytes is read or refused; one that was read is read again from what it writes.
struct CursorCampaign: Campaign {
    let name = "cursor"

    func run(_ random: inout Random) async throws(Violation) {
        let json =
            "[\(random.below(9)),\(GeneratedJSON.text(&random, depth: 6)),\(random.below(99)),\(random.oneIn(2))]"
        let bytes = random.oneIn(2) ? Array(json.utf8) : Mutation.mutate(Array(json.utf8), &random)
        let text = random.oneIn(4) ? String(decoding: random.bytes(upTo: 30), as: UTF8.self) : Base64URL.encode(bytes)
        var issues = Issues()
        guard let cursor = Cursor.decode(.string(text), into: &issues) else {
            if issues.count == 0 { throw Violation("a cursor was refused without a word", text) }
            return
        }
        guard Cursor.decode(cursor.json, into: &issues) == cursor else {
            throw Violation("a cursor is not what it was", text)
        }
    }
}
