public import TaskFlowSchema

/// Who did something: a person, an agent, or the server itself.
public struct ActorType: OpenChoice {
    public let rawValue: String

    public init(stored rawValue: String) { self.rawValue = rawValue }

    public static let human = ActorType(stored: "human")
    public static let agent = ActorType(stored: "agent")
    public static let system = ActorType(stored: "system")

    public static let allCases: [ActorType] = [.human, .agent, .system]
}
