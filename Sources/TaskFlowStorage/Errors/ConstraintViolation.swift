package import TaskFlowDomain

/// A rule of the schema that a change broke, as an engine reports it.
///
/// It travels in ``TaskFlowError/cause`` of a ``ErrorCode/conflict``, as `<kind>:<detail>`, and operations turn it into
/// an error of their own. The detail is what the engine knows: SQLite names the columns (`projects.tenant_id,
/// projects.slug`), PostgreSQL the constraint or index (`projects_tenant_id_slug_key`).
package enum ConstraintViolation: Sendable, Equatable {
    /// Two rows alike where there may be one; also a primary key.
    case unique(String)
    /// A row refers to one that is not there, or is referred to by one that is.
    case foreignKey
    /// A `CHECK` by its name, or by its expression where it has none.
    case check(String)
    /// A column that may not be NULL.
    case notNull(String)
    /// A trigger refused; the detail is its message.
    case trigger(String)

    /// The form it has in ``TaskFlowError/cause``.
    package var cause: String {
        switch self {
        case .unique(let detail): "unique:\(detail)"
        case .foreignKey: "foreign_key"
        case .check(let detail): "check:\(detail)"
        case .notNull(let detail): "not_null:\(detail)"
        case .trigger(let detail): "trigger:\(detail)"
        }
    }

    /// Reads the form of ``cause``.
    package init?(cause: String) {
        let parts = cause.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let detail = parts.count == 2 ? String(parts[1]) : ""
        switch parts.first {
        case "unique": self = .unique(detail)
        case "foreign_key": self = .foreignKey
        case "check": self = .check(detail)
        case "not_null": self = .notNull(detail)
        case "trigger": self = .trigger(detail)
        default: return nil
        }
    }
}

extension TaskFlowError {
    /// What an engine throws for a broken constraint.
    package static func violated(_ violation: ConstraintViolation) -> TaskFlowError {
        var error = TaskFlowError(.conflict, "The change contradicts what is stored")
        error.cause = violation.cause
        return error
    }

    /// The constraint that was broken, if an engine threw this for one.
    package var constraintViolation: ConstraintViolation? {
        code == .conflict ? cause.flatMap(ConstraintViolation.init(cause:)) : nil
    }

    /// Whether a reference leads nowhere, or a row is still referred to.
    package var isForeignKeyViolation: Bool { constraintViolation == .foreignKey }

    /// Whether a row with the same value is there already: `isUniqueViolation(of: "projects.slug")`.
    ///
    /// - Parameter column: One column of the constraint. PostgreSQL tells the constraint's name alone, so that must be
    ///   made of the table and its columns, as PostgreSQL itself names them: `projects_tenant_id_slug_key`.
    package func isUniqueViolation(of column: String) -> Bool {
        guard case .unique(let detail) = constraintViolation else { return false }
        if detail.split(separator: ", ").contains(Substring(column)) { return true }
        let parts = column.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, detail.hasPrefix("\(parts[0])_") else { return false }
        return "\(detail.dropFirst(parts[0].count))_".contains("_\(parts[1])_")
    }
}
