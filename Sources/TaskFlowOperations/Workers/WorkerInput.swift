internal import TaskFlowDomain
package import TaskFlowSchema

/// The input of operations that need to know the worker and no more.
package struct WorkerInput: Described {
    let worker: WorkerReference

    package static let schema = Schema(WorkerInput.init, Field.worker(\.worker))
}

extension Field where Value == WorkerReference {
    /// The worker in the path.
    static func worker(_ get: @escaping @Sendable (Root) -> WorkerReference) -> Field {
        Field("id", get, in: .path, "Id or handle of the worker, or me")
    }
}
