internal import TaskFlowSchema

/// `prompts/list` and `prompts/get`.
enum Prompts {
    static func list(_ params: JSONObject) throws(MCPFailure) -> MethodResult {
        try params.requireNoCursor()
        return MethodResult(["prompts": .array(Prompt.all.map(\.listing))], caching: .program)
    }

    static func get(_ params: JSONObject) throws(MCPFailure) -> MethodResult {
        guard let name = params["name"]?.stringValue else { throw .invalidParams("name must be a string") }
        guard let prompt = Prompt.all.first(where: { $0.name == name }) else {
            throw .invalidParams("Unknown prompt: \(String(name.unicodeScalars.prefix(80)))")
        }
        let text = prompt.text(try values(of: prompt, in: params["arguments"]))
        return MethodResult([
            "description": .string(prompt.description),
            "messages": [["role": "user", "content": ["type": "text", "text": .string(text)]]],
        ])
    }

    private static func values(of prompt: Prompt, in arguments: JSON?) throws(MCPFailure) -> [String: String] {
        let given = arguments?.objectValue
        if given == nil, arguments != nil, arguments != .null { throw .invalidParams("arguments must be an object") }
        var values: [String: String] = [:]
        for (name, value) in given?.members ?? [] {
            guard prompt.arguments.contains(where: { $0.name == name }) else {
                throw .invalidParams("\(prompt.name) has no argument \(String(name.unicodeScalars.prefix(80)))")
            }
            guard let text = value.stringValue else { throw .invalidParams("\(name) must be a string") }
            if !text.trimmingWhitespace().isEmpty { values[name] = text }
        }
        for argument in prompt.arguments where argument.isRequired && values[argument.name] == nil {
            throw .invalidParams("\(prompt.name) needs the argument \(argument.name)")
        }
        return values
    }
}
