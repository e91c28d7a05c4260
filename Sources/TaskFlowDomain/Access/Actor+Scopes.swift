extension Actor {
    /// Refuses a caller whose credential lacks a scope: 403, naming the scope.
    package func require(_ scope: Scope?) throws(TaskFlowError) {
        guard let scope, !scopes.contains(scope) else { return }
        var error = TaskFlowError(.insufficientScope, "Missing scope: \(scope.rawValue)")
        error.missingScope = scope.rawValue
        throw error
    }
}
