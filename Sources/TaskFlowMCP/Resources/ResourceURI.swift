package import TaskFlowDomain
internal import TaskFlowSchema

/// The address of a resource, which can be read and listened to.
package enum ResourceURI: Sendable, Hashable {
    /// `taskflow://tasks/{id}`
    case task(TaskID)
    /// `taskflow://projects/{slug}`
    case project(Slug)
    /// `taskflow://me`
    case me

    static let scheme = "taskflow://"
    static let taskTemplate = "taskflow://tasks/{id}"
    static let projectTemplate = "taskflow://projects/{slug}"

    /// Reads an address in the one form that this server writes; `nil` for any other text.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.scheme) else { return nil }
        let parts = text.dropFirst(Self.scheme.count).split(separator: "/", omittingEmptySubsequences: false)
        switch (parts.first, parts.count) {
        case ("me", 1): self = .me
        case ("tasks", 2):
            guard let id = Int(parts[1]), id > 0, String(id) == parts[1] else { return nil }
            self = .task(TaskID(trusted: id))
        case ("projects", 2):
            guard let slug = Slug(String(parts[1])) else { return nil }
            self = .project(slug)
        default: return nil
        }
    }

    /// The address as text.
    package var text: String {
        switch self {
        case .task(let id): "\(Self.scheme)tasks/\(id)"
        case .project(let slug): "\(Self.scheme)projects/\(slug)"
        case .me: "\(Self.scheme)me"
        }
    }
}
