internal import TaskFlowDomain
internal import TaskFlowSchema

/// A value that must be sent and may be null, and one from a header.
struct Handover: Described {
    let token: Int?
    let assignee: RequiredNullable<WorkerReference>

    static let schema = Schema(
        Handover.init,
        Field("x-token", \.token, in: .header, "A number"),
        Field("assignee", \.assignee, "Who is to have it, or nobody"))
}
