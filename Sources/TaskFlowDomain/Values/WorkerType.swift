internal import TaskFlowSchema

/// Who works: a person or an agent.
package enum WorkerType: String, Choice, ColumnConvertible {
    case human
    case agent
}
