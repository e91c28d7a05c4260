internal import TaskFlowDomain
internal import TaskFlowOperations

extension OperationOutput {
    /// The version that makes the entity tag. A task's own `version` is an `Int`, which is no witness of the protocol's
    /// `Int?`: asked through the protocol it is always absent, so tasks are asked as what they are.
    var taggedVersion: Int? {
        guard let task = self as? TaskItem else { return version }
        let ownVersion: Int = task.version
        return ownVersion
    }
}
