/// The issues found so far in one input. Decoding goes on after a fault, so that all are reported at once.
public struct Issues: Sendable {
    /// Past this many issues further ones are counted for nothing: an error must not be larger than its request.
    public static let limit = 100

    public private(set) var all: [ValidationIssue] = []

    public init() {}

    /// The number of issues; a mark for ``locate(since:at:)``.
    public var count: Int { all.count }

    public mutating func add(_ issue: ValidationIssue) {
        if all.count < Self.limit { all.append(issue) }
    }

    /// Says where the issues added since a mark were found, by putting steps before their own.
    public mutating func locate(since mark: Int, at steps: [ValidationIssue.Step]) {
        for index in all.indices.dropFirst(mark) { all[index].location.insert(contentsOf: steps, at: 0) }
    }

    /// Takes the refused values out of the issues added since a mark, for values that are secret.
    public mutating func redact(since mark: Int) {
        for index in all.indices.dropFirst(mark) { all[index].input = JSON.hidden }
    }
}
