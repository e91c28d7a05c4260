internal import TaskFlowOperations
internal import TaskFlowSchema

/// Every operation's input either decodes without a fault or names at least one, whatever is sent.
struct DecodingCampaign: Campaign {
    let name = "decoding"

    func run(_ random: inout Random) async throws(Violation) {
        guard let operation = Operations.all.randomElement(using: &random) else { return }
        try decode(operation, &random)
    }

    private func decode<O: Operation>(_ operation: O.Type, _ random: inout Random) throws(Violation) {
        let arguments = arguments(for: O.fields, &random)
        var issues = Issues()
        let input = O.read(arguments, into: &issues)
        guard (input == nil) == (issues.count > 0) else {
            throw Violation(
                "\(O.spec.name): \(issues.count) faults and \(input == nil ? "no" : "an") input", "\(arguments)")
        }
        for issue in issues.all where issue.location.isEmpty || issue.message.isEmpty {
            throw Violation("\(O.spec.name): a fault without place or words", "\(arguments)")
        }
    }

    private func arguments(for fields: [FieldInfo], _ random: inout Random) -> Arguments {
        var arguments = Arguments()
        var body = JSONObject()
        for field in fields where !random.oneIn(4) {
            let text = String(
                decoding: Mutation.mutate(Array(random.pick(Seeds.fragments, or: "1").utf8), &random), as: UTF8.self)
            switch field.source {
            case .path: arguments.path.append((field.name, text))
            case .header: arguments.headers.append((field.name, text))
            case .query: arguments.query.append((field.name, text))
            case .body, .queryOrBody: body[field.name] = value(&random)
            }
        }
        arguments.body = random.oneIn(10) ? .absent : .json(random.oneIn(10) ? value(&random) : .object(body))
        return arguments
    }

    private func value(_ random: inout Random) -> JSON {
        (try? JSONParser.parse(GeneratedJSON.text(&random, depth: 3).utf8)) ?? .null
    }
}
