internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What someone may go on to who has begun to write a task's number or a project's slug.
package enum Completion: Sendable {
    case taskNumber
    case projectSlug

    /// At most so many rows are looked at: for each length of a number, whosever they are; of the caller's projects.
    static let window = 1_000

    /// The query that finds what begins so, as one column of text or number; `nil` where nothing can.
    func query(_ begun: String, limit: Int, as actor: Actor) -> SQL? {
        switch self {
        case .taskNumber: Self.numbers(begun, limit, actor)
        case .projectSlug: Self.slugs(begun, limit, actor)
        }
    }

    /// The largest first. Numbers that begin alike lie in one range for each length, and each range is walked along the key.
    private static func numbers(_ begun: String, _ limit: Int, _ actor: Actor) -> SQL? {
        let ranges = DecimalPrefix.ranges(begun)
        if ranges.isEmpty { return nil }
        let windows = ranges.map { range -> SQL in
            """
            SELECT * FROM (SELECT tasks.id, tasks.tenant_id, tasks.project_id FROM tasks \
            WHERE tasks.id BETWEEN \(range.lowerBound) AND \(range.upperBound) ORDER BY tasks.id DESC LIMIT \(window)) AS part
            """
        }
        let conditions: [SQL] = ["tasks.tenant_id = \(actor.tenant)", TaskVisibility.listed(to: actor)]
        return """
            SELECT tasks.id FROM (\(SQL.joined(windows, separator: " UNION ALL "))) AS tasks \
            WHERE \(SQL.joined(conditions)) ORDER BY tasks.id DESC LIMIT \(limit)
            """
    }

    /// In the order of the letters: for an admin along the index of all, for others out of the projects they belong to.
    private static func slugs(_ begun: String, _ limit: Int, _ actor: Actor) -> SQL? {
        guard begun.utf8.allSatisfy(isSlugByte) else { return nil }
        var conditions: [SQL] = ["projects.tenant_id = \(actor.tenant)"]
        // The first character behind all that a slug may hold.
        if !begun.isEmpty { conditions += ["projects.slug >= \(begun)", "projects.slug < \(begun + "{")"] }
        if !actor.isAdmin { conditions.append("projects.id = own.project_id") }
        let own: SQL = """
            (SELECT project_members.project_id FROM project_members WHERE project_members.tenant_id = \(actor.tenant) \
            AND project_members.worker_id = \(actor.workerID) ORDER BY project_members.project_id DESC LIMIT \(window)) \
            AS own CROSS JOIN projects
            """
        let source: SQL = actor.isAdmin ? "projects" : own
        return
            "SELECT projects.slug FROM \(source) WHERE \(SQL.joined(conditions)) ORDER BY projects.slug LIMIT \(limit)"
    }

    private static func isSlugByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
    }
}
