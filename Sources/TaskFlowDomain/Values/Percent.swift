internal import TaskFlowSchema

/// A percentage: 0–100.
package struct Percent: ConstrainedInteger {
    package static let range = 0...100
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}
