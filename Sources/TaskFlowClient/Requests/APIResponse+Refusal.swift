internal import TaskFlowSchema

extension APIResponse {
    /// What a refusal says: the server's own message, or every validation error as `title: …`, in one line.
    var refusal: String {
        let json = try? JSONParser.parse(body)
        if let message = json?["error"]?.stringValue { return message }
        if let message = json?["detail"]?.stringValue { return message }
        if let issues = json?["detail"]?.arrayValue, !issues.isEmpty {
            return issues.map(Self.describe).joined(separator: "; ")
        }
        return "The server answered with status \(status)"
    }

    private static func describe(_ issue: JSON) -> String {
        let message = issue["msg"]?.stringValue ?? "is not valid"
        let steps = (issue["loc"]?.arrayValue ?? []).compactMap { $0.stringValue ?? $0.integerValue.map(String.init) }
        // The first step says where the value travelled; people who gave flags need not know.
        let place = steps.count > 1 ? steps.dropFirst() : steps[...]
        return place.isEmpty ? message : "\(place.joined(separator: ".")): \(message)"
    }
}
