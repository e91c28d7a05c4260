package import TaskFlowSchema

/// Which page of a list a caller wants; a group of fields in the inputs of lists.
package struct PageRequest: Described {
    let limit: PageLimit
    let offset: PageOffset
    let cursor: Cursor?
    let total: Bool

    package static let schema = Schema(
        PageRequest.init,
        Field("limit", \.limit, in: .query, default: .standard, "How many entries to answer at most"),
        Field("offset", \.offset, in: .query, default: PageOffset.none, "How many entries to pass over"),
        Field("cursor", \.cursor, in: .query, "Where to go on, as a page's Link said; in place of offset"),
        Field("total", \.total, in: .query, default: false, "Whether to count the whole list (X-Total-Count)"))
}

/// The input of a list that takes nothing but a page.
package struct PageInput: Described {
    let page: PageRequest

    package static let schema = Schema(PageInput.init, Field(group: \.page))
}
