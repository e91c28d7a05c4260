/// Makes Markdown of the HTML that some tools keep. Scripts and styles go, with what is in them; nothing that is left is a tag.
/// Every byte is looked at a bounded number of times, whatever the text is.
struct HTMLText {
    private let bytes: [UInt8]
    private var index = 0
    /// Where the last `>` stands: a `<` behind it begins no tag.
    private let lastEnd: Int
    private var page = MarkdownPage()

    static func markdown(_ html: String) -> String {
        var text = HTMLText(html)
        text.read()
        return text.page.finished
    }

    private init(_ html: String) {
        bytes = Array(html.utf8)
        lastEnd = bytes.lastIndex(of: UInt8(ascii: ">")) ?? -1
    }

    private mutating func read() {
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "<"): readAngle()
            case UInt8(ascii: "&"): readSign()
            default:
                let start = index
                while index < bytes.count, bytes[index] != UInt8(ascii: "<"), bytes[index] != UInt8(ascii: "&") {
                    index += 1
                }
                page.add(text: bytes[start..<index])
            }
        }
    }

    private mutating func readAngle() {
        if has("<!--") { return skip(to: "-->", orAll: true) }
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        let isTag = next.isLetter || next == UInt8(ascii: "/") || next == UInt8(ascii: "!") || next == UInt8(ascii: "?")
        guard isTag, index < lastEnd, let end = bytes[index...].firstIndex(of: UInt8(ascii: ">")) else {
            page.add(text: [UInt8(ascii: "<")])
            index += 1
            return
        }
        let tag = HTMLTag(bytes[(index + 1)..<end])
        index = end + 1
        if !tag.isEnd, ["script", "style", "template", "noscript"].contains(tag.name) {
            return skip(to: "</\(tag.name)", orAll: true)
        }
        page.add(tag)
    }

    /// Goes on behind a mark, which is written in any case; to the end where there is none.
    private mutating func skip(to mark: String, orAll: Bool) {
        while index < bytes.count, !has(mark) { index += 1 }
        index = min(index + mark.utf8.count, bytes.count)
        // `</script >` ends at its bracket.
        guard mark.hasPrefix("</") else { return }
        while index < bytes.count, bytes[index] != UInt8(ascii: ">") { index += 1 }
        index = min(index + 1, bytes.count)
    }

    private func has(_ mark: String) -> Bool {
        guard index + mark.utf8.count <= bytes.count else { return false }
        return zip(bytes[index...], mark.utf8).allSatisfy { $0 == $1 || ($0 | 0x20 == $1 && $1.isLetter) }
    }

    /// `&amp;` and the like; what is none stays as it is.
    private mutating func readSign() {
        let end = bytes[index...].prefix(12).firstIndex(of: UInt8(ascii: ";"))
        let name = end.map { String(decoding: bytes[(index + 1)..<$0], as: UTF8.self) }
        if let end, let sign = name.flatMap(HTMLTag.sign) {
            page.add(text: Array(sign.utf8)[...])
            index = end + 1
        } else {
            page.add(text: [UInt8(ascii: "&")])
            index += 1
        }
    }
}

extension UInt8 {
    var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
}
