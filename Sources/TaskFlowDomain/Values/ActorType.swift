public import TaskFlowSchema

/// Who did something: a person, an agent, or the server itself.
public enum ActorType: String, Choice, ColumnConvertible {
    case human
    case agent
    case system
}
