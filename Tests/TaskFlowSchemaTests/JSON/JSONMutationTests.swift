internal import TaskFlowDomain
internal import TaskFlowSchema
import Testing

/// The short form of `make fuzz`: damaged texts through parser and schema. Nothing crashes, nothing hangs, and whatever
/// is taken has no member twice and says the same when written and read again.
@Suite struct JSONMutationTests {
    static let alphabet =
        Array(#"{}[]:,"\/ 0123.eE+-tfnulrasbd"#.utf8) + [0x00, 0x0A, 0x1F, 0x7F, 0xC3, 0xA9, 0xF0, 0x9F, 0xFF]
    static let seeds = [
        #"{"title":"Grün 😀","tags":["a","b"],"progress_percent":0,"due_date":null,"x":{"y":[1.5e3,true]}}"#,
        #"{"title":"t","description":"\u00e9\ud83d\ude00\n","status":"pending","parent_id":0,"due_date":"2026-01-01T10:00Z"}"#,
        #"{"a":1,"a ":2,"A":3,"\u0061a":4,"b":[{"a":1},{"a":2}]}"#,
        #"[1,-2,3.0,4e5,9223372036854775808,"x",null,[[[]]]]"#,
    ]

    @Test func damagedTexts() throws {
        var dice = SeededGenerator(seed: 20_261_121)
        var taken = 0
        for number in 0..<20_000 {
            let text = damaged(Array(Self.seeds[number % Self.seeds.count].utf8), &dice)
            guard let json = try? JSONParser.parse(text) else { continue }
            taken += 1
            #expect(try JSONParser.parse(json.bytes) == json)
            #expect(!hasDuplicate(json), "\(String(decoding: text, as: UTF8.self))")
            _ = Sent.faults(Creation.self, Arguments(body: .json(json)))
        }
        #expect(taken > 1_000)
    }

    @Test func randomArguments() {
        var random = RandomJSON(dice: SeededGenerator(seed: 42))
        let names =
            Creation.schema.fields.map(\.name) + Search.schema.fields.map(\.name) + ["task_id", "percent", "note", ""]
        for _ in 0..<5_000 {
            var body = JSONObject()
            for name in names where Bool.random(using: &random.dice) { body[name] = random.value(depth: 3) }
            let pairs = names.shuffled(using: &random.dice).prefix(4).map { (name: $0, value: random.text()) }
            let arguments = Arguments(path: pairs, query: pairs, headers: pairs, body: .json(.object(body)))
            agree(Sent.decode(Creation.self, arguments))
            agree(Sent.decode(Search.self, arguments))
            agree(Sent.decode(Change.self, arguments))
            agree(Sent.decode(Report.self, arguments))
        }
    }

    /// Either a value or faults, never both and never neither.
    private func agree<Input>(_ answer: (value: Input?, faults: [JSON])) {
        if (answer.value == nil) == answer.faults.isEmpty { Issue.record("\(answer)") }
    }

    private func damaged(_ text: [UInt8], _ dice: inout SeededGenerator) -> [UInt8] {
        var text = text
        for _ in 0..<Int.random(in: 1...3, using: &dice) where !text.isEmpty {
            let place = Int.random(in: 0..<text.count, using: &dice)
            let byte = Self.alphabet.randomElement(using: &dice) ?? 0
            switch Int.random(in: 0..<5, using: &dice) {
            case 0: text.remove(at: place)
            case 1: text.insert(byte, at: place)
            case 2: text[place] = byte
            case 3: text.insert(contentsOf: text[place..<min(place + 8, text.count)], at: place)
            default: text.swapAt(place, Int.random(in: 0..<text.count, using: &dice))
            }
        }
        return text
    }

    private func hasDuplicate(_ json: JSON) -> Bool {
        switch json {
        case .array(let elements): elements.contains(where: hasDuplicate)
        case .object(let object):
            Set(object.members.map { Array($0.name.utf8) }).count < object.members.count
                || object.members.contains { hasDuplicate($0.value) }
        default: false
        }
    }
}
