internal import TaskFlowSchema

/// Which page of a list a caller wants.
package struct PageRequest: Sendable {
    let limit: PageLimit
    let offset: PageOffset
    let cursor: Cursor?
    let total: Bool
}

extension Field where Value == PageLimit {
    static func limit(_ get: @escaping @Sendable (Root) -> PageRequest) -> Field {
        Field("limit", { get($0).limit }, in: .query, default: .standard, "How many entries to answer at most")
    }
}

extension Field where Value == PageOffset {
    static func offset(_ get: @escaping @Sendable (Root) -> PageRequest) -> Field {
        Field("offset", { get($0).offset }, in: .query, default: PageOffset.none, "How many entries to pass over")
    }
}

extension Field where Value == Cursor? {
    static func cursor(_ get: @escaping @Sendable (Root) -> PageRequest) -> Field {
        Field("cursor", { get($0).cursor }, in: .query, "Where to go on, as a page's Link said; in place of offset")
    }
}

extension Field where Value == Bool {
    static func total(_ get: @escaping @Sendable (Root) -> PageRequest) -> Field {
        Field("total", { get($0).total }, in: .query, default: false, "Whether to count the whole list (X-Total-Count)")
    }
}
