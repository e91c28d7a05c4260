internal import TaskFlowSchema

/// A list as agents write one: `["a", "b"]`, and also `"a"`, `"a, b"`, `"[\"a\"]"` and `"['a']"`. REST is strict, because its
/// clients are programs.
enum WrittenList {
    /// The list that a text stands for, where the schema asks for a list; any other value stays as it is.
    ///
    /// - Parameter schema: The field's. A comma separates elements only where no element can hold one.
    static func read(_ value: JSON, _ schema: JSONObject) -> JSON {
        guard schema["type"] == "array", let text = value.stringValue?.trimmingWhitespace() else { return value }
        if text.isEmpty { return [] }
        if text.hasPrefix("["), text.hasSuffix("]") {
            if let list = try? JSONParser.parse(text.utf8), list.arrayValue != nil { return list }
            if isOfWords(schema) { return words(text.dropFirst().dropLast()) }
        }
        return isOfWords(schema) ? words(text[...]) : [.string(text)]
    }

    private static func isOfWords(_ schema: JSONObject) -> Bool {
        schema["items"]?["enum"] != nil || schema["items"]?["pattern"] != nil
    }

    private static func words(_ text: Substring) -> JSON {
        let pieces = text.split(separator: ",").map { unquoted(String($0).trimmingWhitespace()) }
        return .array(pieces.filter { !$0.isEmpty }.map(JSON.string))
    }

    private static func unquoted(_ word: String) -> String {
        for quote in ["\"", "'"] where word.count >= 2 && word.hasPrefix(quote) && word.hasSuffix(quote) {
            return String(word.dropFirst().dropLast())
        }
        return word
    }
}
