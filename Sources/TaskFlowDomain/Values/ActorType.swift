internal import TaskFlowSchema

/// Who did something: a person, an agent, or the server itself.
package struct ActorType: OpenChoice {
    package let rawValue: String

    package init(stored rawValue: String) { self.rawValue = rawValue }

    package static let human = ActorType(stored: "human")
    package static let agent = ActorType(stored: "agent")
    package static let system = ActorType(stored: "system")

    package static let allCases: [ActorType] = [.human, .agent, .system]
}
