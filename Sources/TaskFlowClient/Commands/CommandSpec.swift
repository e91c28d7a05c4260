internal import TaskFlowOperations

/// What a field must know of its command.
struct CommandSpec {
    let positional: [String]
    let flags: [String: String]
    let isPatch: Bool

    init(_ spec: Spec) {
        positional = spec.verb.positional
        flags = spec.verb.flags
        isPatch = spec.route.method == .patch
    }
}
