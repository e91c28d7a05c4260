public import TaskFlowSchema

/// A set of scopes, written in the order of the contract.
public struct Scopes: BoundedList {
    /// How many scopes there are, and a caller may name.
    public static let limit = Scope.allCases.count

    private let members: Set<Scope>

    public init(_ scopes: some Sequence<Scope>) { members = Set(scopes) }

    public init(_ scopes: [Scope]) { members = Set(scopes) }

    /// Every scope.
    public static let all = Scopes(Scope.allCases)

    /// What a new key may do unless told otherwise.
    public static let standard = Scopes([.tasksRead, .tasksWrite, .auditRead])

    /// The scopes in the contract's order.
    public var ordered: [Scope] { Scope.allCases.filter(members.contains) }

    public var all: [Scope] { ordered }

    public func contains(_ scope: Scope) -> Bool { members.contains(scope) }
    public func isSubset(of other: Scopes) -> Bool { members.isSubset(of: other.members) }
    public func intersection(_ other: Scopes) -> Scopes { Scopes(members.intersection(other.members)) }
}

// In a column, as OAuth writes them: separated by spaces.
extension Scopes: ColumnConvertible {
    public var columnValue: ColumnValue { .text(ordered.map(\.rawValue).joined(separator: " ")) }
    public static func read(_ row: any ColumnReader, _ column: Int) -> Scopes? {
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
    public init(spaceSeparated text: String) {
        if let known = Self.bySpelling[text] {
            self = known
            return
        }
        self.init(text.split(separator: " ").compactMap { Scope(rawValue: String($0)) })
    }
}
