package import TaskFlowSchema

/// What a task is called: 1–200 Unicode scalars after trimming outer white space, no control characters.
package struct Title: ConstrainedString {
    package static let rules = StringRules(1...200, trims: true, example: "Write the report")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// What a project, worker or key is called: 1–200 Unicode scalars after trimming, no control characters.
package struct Name: ConstrainedString {
    package static let rules = StringRules(1...200, trims: true, example: "Quarterly report")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// A description: up to 65,536 Unicode scalars, anything but NUL.
package struct LongText: ConstrainedString {
    package static let rules = StringRules(0...65_536, controls: .allButNUL)
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// A note or reason: 1–2,000 Unicode scalars, anything but NUL.
package struct Note: ConstrainedString {
    package static let rules = StringRules(
        1...2000, trims: true, controls: .allButNUL, example: "Waiting for the figures")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// What to look for in titles and descriptions: 1–200 Unicode scalars.
package struct SearchText: ConstrainedString {
    package static let rules = StringRules(1...200, controls: .allButNUL, example: "report")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}
