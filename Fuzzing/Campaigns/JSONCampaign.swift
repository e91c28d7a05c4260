internal import TaskFlowSchema

/// Whatever the parser accepts, it accepts again from what the writer makes of it, as the same value.
struct JSONCampaign: Campaign {
    let name = "json"

    func run(_ random: inout Random) async throws(Violation) {
        let seed = random.oneIn(3) ? GeneratedJSON.text(&random) : random.pick(Seeds.json, or: "{}")
        let bytes = random.oneIn(8) ? random.bytes(upTo: 40) : Mutation.mutate(Array(seed.utf8), &random)
        guard let value = try? JSONParser.parse(bytes) else { return }
        let written = value.bytes
        guard let again = try? JSONParser.parse(written), again == value else {
            throw Violation("what was written is not what was read", String(decoding: bytes, as: UTF8.self))
        }
        try requireUniqueNames(value, bytes)
    }

    private func requireUniqueNames(_ value: JSON, _ bytes: [UInt8]) throws(Violation) {
        switch value {
        case .array(let elements): for element in elements { try requireUniqueNames(element, bytes) }
        case .object(let object):
            guard Set(object.members.map { Array($0.name.utf8) }).count == object.members.count else {
                throw Violation("an object has a member twice", String(decoding: bytes, as: UTF8.self))
            }
            for member in object.members { try requireUniqueNames(member.value, bytes) }
        default: break
        }
    }
}
