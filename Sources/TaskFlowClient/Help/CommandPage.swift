/// The help page of one command, of the client or of the server: one look for both.
package struct CommandPage {
    /// A line of a section: what is typed, and what it means.
    package typealias Row = (name: String, text: String)

    /// What the command does, in a few words.
    let summary: String
    /// Lines to type, without `taskflow`.
    let examples: [String]
    /// What else there is to say; empty where nothing is.
    var details = ""
    /// `taskflow add TITLE [flags]`.
    let usage: String
    /// What the command is called as well.
    var names: String?
    /// A heading and its lines, in order; a section without lines is left out.
    let sections: [(title: String, rows: [Row])]

    package init(
        _ summary: String, examples: [String], details: String = "", usage: String, names: String? = nil,
        sections: [(title: String, rows: [Row])]
    ) {
        self.summary = summary
        self.examples = examples
        self.details = details
        self.usage = usage
        self.names = names
        self.sections = sections
    }

    /// The page for a terminal of so many columns; `nil` leaves the lines as long as they are.
    package func text(width: Int?) -> String { HelpPage.fitted(text, to: width) }

    var text: String {
        let lines = examples.map { "\n  taskflow \($0)" }.joined()
        let heading = examples.count == 1 ? "Example" : "Examples"
        return HelpPage.page(
            [summary, lines.isEmpty ? nil : "\(heading):\(lines)", names, details, "Usage: \(usage)"]
                + sections.map { HelpPage.section($0.title, $0.rows) })
    }
}
