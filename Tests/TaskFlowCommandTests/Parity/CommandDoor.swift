import TaskFlowOperations
import TaskFlowSchema

/// The built program's own command line.
struct CommandDoor: ParityDoor {
    let place: ParityPlace

    func call(
        _ operation: any TaskFlowOperations.Operation.Type, _ input: JSONObject, by who: ParityStep.Who
    ) async throws -> JSON {
        var program = place.program
        program.environment = ["TASKFLOW_URL": place.address, "TASKFLOW_TOKEN": place.key(who)]
        let outcome = try await program.run(Self.line(operation.spec.verb, input))
        guard outcome.code == 0, outcome.error.isEmpty else {
            throw ParityFailure(description: "\(operation.spec.name): \(outcome.code) \(outcome.error)")
        }
        return outcome.output.isEmpty ? .null : try JSONParser.parse(outcome.output.utf8)
    }

    private static func line(_ verb: Verb, _ input: JSONObject) -> [String] {
        let flags = input.members.filter { !verb.positional.contains($0.name) }.flatMap { name, value in
            let flag = "--" + name.replacing("_", with: "-")
            return switch value {
            case .bool(true): [flag]
            case .bool(false): ["--no-" + name.replacing("_", with: "-")]
            default: (value.arrayValue ?? [value]).map { "\(flag)=\(instant(name, $0))" }
            }
        }
        // A list of tasks is of the open ones, the most urgent first, unless the line says otherwise.
        let isList = verb.words == ["list"]
        let whole =
            (isList && input["status"] == nil ? ["--all"] : [])
            + (isList && input["sort"] == nil ? ["--sort=-created_at"] : [])
        let words = verb.positional.compactMap { input[$0].map(RESTDoor.text) }
        return verb.words + flags + whole + ["--yes", "--json", "--"] + words
    }

    /// A day alone is its end, in local time, for people who type it; for the other doors its start, in UTC.
    private static func instant(_ name: String, _ value: JSON) -> String {
        let text = RESTDoor.text(value)
        return name == "due_date" && text.utf8.count == 10 ? "\(text)T00:00:00Z" : text
    }
}
