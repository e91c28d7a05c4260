public import TaskFlowSchema

/// Who works: a person or an agent.
public enum WorkerType: String, Choice, ColumnConvertible {
    case human
    case agent
}
