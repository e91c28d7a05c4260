package import TaskFlowSchema

/// A set of scopes, written in the order of the contract.
package struct Scopes: BoundedList, Hashable {
    /// How many scopes there are, and a caller may name.
    package static let limit = Scope.allCases.count

    private let members: Set<Scope>

    package init(_ scopes: some Sequence<Scope>) { members = Set(scopes) }

    package init(_ scopes: [Scope]) { members = Set(scopes) }

    /// Every scope.
    package static let all = Scopes(Scope.allCases)

    /// What a new key may do unless told otherwise.
    package static let standard = Scopes([.tasksRead, .tasksWrite, .auditRead])

    /// The scopes in the contract's order.
    package var ordered: [Scope] { Scope.allCases.filter(members.contains) }

    package var all: [Scope] { ordered }

    package func contains(_ scope: Scope) -> Bool { members.contains(scope) }
    package func isSubset(of other: Scopes) -> Bool { members.isSubset(of: other.members) }
    package func intersection(_ other: Scopes) -> Scopes { Scopes(members.intersection(other.members)) }
}

// In a column, as OAuth writes them: separated by spaces.
extension Scopes: ColumnConvertible {
    package var columnValue: ColumnValue { .text(ordered.map(\.rawValue).joined(separator: " ")) }
    package static func read(_ row: any ColumnReader, _ column: Int) -> Scopes? {
        row.isNull(column) ? nil : Scopes(spaceSeparated: row.text(column))
    }

    // Each call with a key reads its scopes, and nearly always as they are written here: all 32 sets are told by one look.
    private static let bySpelling: [String: Scopes] = {
        let sets = (0..<(1 << Scope.allCases.count)).map { bits in
            Scopes(Scope.allCases.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element))
        }
        return Dictionary(uniqueKeysWithValues: sets.map { ($0.ordered.map(\.rawValue).joined(separator: " "), $0) })
    }()

    /// The known scopes in a space-separated list; others are left out.
    package init(spaceSeparated text: String) {
        if let known = Self.bySpelling[text] {
            self = known
            return
        }
        self.init(text.split(separator: " ").compactMap { Scope(rawValue: String($0)) })
    }
}

/// What a credential may be used for (docs/contract.md, 3.5).
package enum Scope: String, Choice {
    case tasksRead = "tasks:read"
    case tasksWrite = "tasks:write"
    case projectsWrite = "projects:write"
    case workersWrite = "workers:write"
    case auditRead = "audit:read"
}
