internal import TaskFlowSchema

/// How many entries of a list to pass over: at least 0.
package struct PageOffset: ConstrainedInteger {
    package static let range = 0...Int.max
    package static let none = PageOffset(trusted: 0)
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}
