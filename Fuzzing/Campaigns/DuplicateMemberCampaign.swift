internal import TaskFlowSchema

/// An object with one member twice is refused, however the two names are spelled and however deep it lies.
struct DuplicateMemberCampaign: Campaign {
    let name = "duplicates"

    func run(_ random: inout Random) async throws(Violation) {
        let name = random.pick(["a", "title", "é", "😀", "", "a\u{0}b", "sub"], or: "a")
        var members = (0..<random.below(30)).map { "\"x\($0)\":\(GeneratedJSON.text(&random, depth: 5))" }
        for _ in 0..<2 {
            let member = GeneratedJSON.string(&random, of: name) + ":" + GeneratedJSON.text(&random, depth: 5)
            members.insert(member, at: random.below(members.count + 1))
        }
        var text = "{" + members.joined(separator: ",") + "}"
        for _ in 0..<random.below(20) { text = random.oneIn(2) ? "[\(text)]" : "{\"o\":\(text)}" }
        if (try? JSONParser.parse(text.utf8)) != nil { throw Violation("a duplicate member was accepted", text) }
    }
}
