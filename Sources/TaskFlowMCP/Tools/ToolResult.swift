internal import TaskFlowDomain
internal import TaskFlowSchema

/// The two kinds of result that a tool has.
enum ToolResult {
    /// The object, and the same once more as text, for clients show an agent only one of the two.
    static func success(_ object: JSONObject) -> MethodResult {
        MethodResult([
            "content": [["type": "text", "text": .string(JSON.object(object).text)]],
            "structuredContent": .object(object), "isError": false,
        ])
    }

    /// What is wrong and what to do next. The code is for programs; `structuredContent` would have to keep the tool's
    /// output schema.
    static func refusal(_ refusal: Refusal) -> MethodResult {
        var result = MethodResult([
            "content": [["type": "text", "text": .string(refusal.text)]], "isError": true,
            "_meta": ["taskflow/code": .string(refusal.error.code.rawValue)],
        ])
        result.cause = cause(of: refusal.error)
        return result
    }

    /// What an outage goes back to: it is told as a result, with 200, and no other line would say that there was one.
    private static func cause(of error: TaskFlowError) -> String? {
        guard error.code == .unavailable || error.code == .outcomeUnknown else { return nil }
        return error.cause ?? error.message
    }
}
