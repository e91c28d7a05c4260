extension HelpPage {
    /// The page for a terminal: a line that is too wide goes on below the place where its text begins.
    ///
    /// - Parameter width: in columns; nil leaves the page as it is.
    static func fitted(_ page: String, to width: Int?) -> String {
        guard let width, width >= 40 else { return page }
        return page.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.count <= width ? String($0) : folded($0, width) }.joined(separator: "\n")
    }

    private static func folded(_ line: Substring, _ width: Int) -> String {
        let start = textStart(line)
        let indent = String(repeating: " ", count: start)
        var (lines, current) = ([String](), String(line.prefix(start)))
        for word in line.dropFirst(start).split(separator: " ") {
            let isFirst = current.count <= start
            if !isFirst, current.count + 1 + word.count > width {
                lines.append(current)
                current = indent + word
            } else {
                current += (isFirst ? "" : " ") + word
            }
        }
        return (lines + [current]).joined(separator: "\n")
    }

    /// How many columns stand before the text: those of the name and the gap behind it, or the indentation alone.
    private static func textStart(_ line: Substring) -> Int {
        let margin = line.prefix { $0 == " " }
        guard !margin.isEmpty, let gap = line.dropFirst(margin.count).firstRange(of: "  ") else { return margin.count }
        let text = line[gap.lowerBound...].drop { $0 == " " }
        let start = line.distance(from: line.startIndex, to: text.startIndex)
        return start <= 34 ? start : margin.count
    }
}
