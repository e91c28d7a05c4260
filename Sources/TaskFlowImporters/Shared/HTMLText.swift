/// Makes Markdown of the HTML that some tools keep. Scripts and styles go, with what is in them; nothing that is left is a tag.
enum HTMLText {
    private static let entities = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " "]

    static func markdown(_ html: String) -> String {
        guard html.contains("<") || html.contains("&") else { return html.trimmed }
        var (text, hidden, address) = ("", 0, String?.none)
        var rest = html[...]
        while let next = rest.first {
            if next == "<", let end = rest.firstIndex(of: ">") {
                let tag = rest[rest.index(after: rest.startIndex)..<end]
                rest = rest[rest.index(after: end)...]
                read(tag, &text, &hidden, &address)
            } else if next == "&", let end = rest.prefix(12).firstIndex(of: ";") {
                let name = rest[rest.index(after: rest.startIndex)..<end]
                let sign = sign(name)
                if hidden == 0 { text += sign ?? String(rest[...end]) }
                rest = rest[rest.index(after: end)...]
            } else {
                if hidden == 0 { text.append(next) }
                rest = rest.dropFirst()
            }
        }
        return lines(text)
    }

    private static func read(_ tag: Substring, _ text: inout String, _ hidden: inout Int, _ address: inout String?) {
        let isEnd = tag.first == "/"
        let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
        if name == "script" || name == "style" {
            hidden = isEnd ? 0 : 1
            return
        }
        guard hidden == 0 else { return }
        switch name {
        case "br": text += "\n"
        case "p", "div", "ul", "ol", "table", "tr", "blockquote": text += "\n\n"
        case "li": text += isEnd ? "" : "\n- "
        case "strong", "b": text += "**"
        case "em", "i": text += "*"
        case "code": text += "`"
        case "pre": text += "\n```\n"
        case "h1", "h2", "h3", "h4", "h5", "h6":
            text += isEnd ? "\n\n" : "\n\n" + String(repeating: "#", count: Int(name.suffix(1)) ?? 2) + " "
        case "a":
            if isEnd {
                if let target = address { text += "](\(target))" }
                address = nil
            } else if let target = link(tag) {
                address = target
                text += "["
            }
        default: break
        }
    }

    /// The target of an `a`, where it is an address by http or https.
    private static func link(_ tag: Substring) -> String? {
        guard let start = tag.firstRange(of: "href=") else { return nil }
        let value = tag[start.upperBound...]
        guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
        return ForeignText.address(String(value.dropFirst().prefix { $0 != quote }))
    }

    private static func sign(_ name: Substring) -> String? {
        if let sign = entities[String(name)] { return sign }
        guard name.first == "#" else { return nil }
        let isHex = name.dropFirst().first?.lowercased() == "x"
        let value = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10)
        return value.flatMap(Unicode.Scalar.init).map { String($0) }
    }

    /// At most one empty line after another, and no blanks at the ends.
    private static func lines(_ text: String) -> String {
        var kept: [String] = []
        for line in text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false) {
            let line = String(line).trimmed
            if line.isEmpty, kept.last?.isEmpty ?? true { continue }
            kept.append(line)
        }
        return kept.joined(separator: "\n").trimmed
    }
}
