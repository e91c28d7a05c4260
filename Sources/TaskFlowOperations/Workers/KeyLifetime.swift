internal import TaskFlowSchema

/// After how many days a key ends by itself: 1–3,650.
package struct KeyLifetime: ConstrainedInteger {
    package static let range = 1...3650
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}
