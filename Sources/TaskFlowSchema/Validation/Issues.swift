/// The issues found so far in one input. Decoding goes on after a fault, so that all are reported at once.
package struct Issues: Sendable {
    /// Past this many issues further ones are counted for nothing: an error must not be larger than its request.
    package static let limit = 100

    package private(set) var all: [ValidationIssue] = []

    package init() {}

    /// The number of issues; a mark for ``locate(since:at:)``.
    package var count: Int { all.count }

    package mutating func add(_ issue: ValidationIssue) {
        if all.count < Self.limit { all.append(issue) }
    }

    /// Says where the issues added since a mark were found, by putting steps before their own.
    package mutating func locate(since mark: Int, at steps: [ValidationIssue.Step]) {
        for index in all.indices.dropFirst(mark) { all[index].location.insert(contentsOf: steps, at: 0) }
    }

    /// Takes the refused values out of the issues added since a mark, for values that are secret.
    package mutating func redact(since mark: Int) {
        for index in all.indices.dropFirst(mark) { all[index].input = JSON.hidden }
    }
}
