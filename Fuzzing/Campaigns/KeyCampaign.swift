internal import TaskFlowOperations
internal import TaskFlowSchema

/// An idempotency key of any text is read or refused; one that was read is the same key when it is quoted.
struct KeyCampaign: Campaign {
    let name = "key"

    func run(_ random: inout Random) async throws(Violation) {
        let seed = random.pick(Seeds.keys, or: "k")
        let text =
            random.oneIn(4)
            ? String(decoding: random.bytes(upTo: 300), as: UTF8.self)
            : String(decoding: Mutation.mutate(Array(seed.utf8), &random), as: UTF8.self)
        var issues = Issues()
        guard let key = IdempotencyKey.decode(.string(text), into: &issues) else {
            if issues.count == 0 { throw Violation("a key was refused without a word", text) }
            return
        }
        guard (1...255).contains(key.text.utf8.count), key.text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Violation("a key has other characters than it may", text)
        }
        guard IdempotencyKey.decode(.string(quoted(key.text)), into: &issues) == key else {
            throw Violation("a key is another one when it is quoted", text)
        }
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
