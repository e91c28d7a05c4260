internal import TaskFlowSchema

/// How many entries a page has at most: 1–100.
package struct PageLimit: ConstrainedInteger {
    package static let range = 1...100
    /// What a caller gets who does not say.
    package static let standard = PageLimit(trusted: 50)
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}
