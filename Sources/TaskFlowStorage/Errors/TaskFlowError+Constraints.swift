package import TaskFlowDomain

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
