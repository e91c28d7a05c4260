import TaskFlowSchema

/// One call of one operation, with the flat input that every door takes.
struct ParityStep: Sendable {
    /// Who calls: a person who is an admin, or an agent.
    enum Who: String, CaseIterable, Sendable {
        case ana = "@ana"
        case bob = "@bob"
    }

    let operation: String
    /// Each field by its name; `$id` stands for the id in the last step's result that had one, `$before` for the one before.
    let input: JSONObject
    let who: Who

    init(_ operation: String, _ input: JSONObject = [:], by who: Who = .ana) {
        self.operation = operation
        self.input = input
        self.who = who
    }

    func with(id: JSON?, before: JSON? = nil) -> JSONObject {
        JSONObject(
            input.members.map { name, value in
                if value == "$id" { return (name, id ?? "no id") }
                return (name, value == "$before" ? before ?? "no id" : value)
            })
    }
}

/// An operation's example: what it is called with, and the calls that set the scene.
struct ParityExample: Sendable {
    let call: ParityStep
    let before: [ParityStep]

    init(_ operation: String, _ input: JSONObject = [:], by who: ParityStep.Who = .ana, after before: ParityStep...) {
        call = ParityStep(operation, input, by: who)
        self.before = before
    }
}
