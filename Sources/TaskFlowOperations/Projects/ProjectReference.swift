internal import TaskFlowDomain
package import TaskFlowSchema

/// The input of operations that need to know the project and no more.
package struct ProjectReference: Described {
    let slug: Slug

    package static let schema = Schema(ProjectReference.init, Field.slug(\.slug))
}

extension Field where Value == Slug {
    /// The project's slug in the path.
    static func slug(_ get: @escaping @Sendable (Root) -> Slug) -> Field {
        Field("slug", get, in: .path, "The project's slug")
    }
}
