/// Markdown that is being written, of texts and tags.
struct MarkdownPage {
    private var bytes: [UInt8] = []
    /// The lists that one is in, innermost last: the number of the last item, `nil` without numbers.
    private var lists: [Int?] = []
    private var depth = 0
    /// Where the last list mark ends: what follows it begins no line of its own.
    private var mark = -1
    private var target: String?
    /// Where code began, and whether it is a block.
    private var code: (start: Int, isBlock: Bool)?

    /// The whole page.
    var finished: String {
        var page = self
        page.endCode()
        return String(decoding: page.bytes, as: UTF8.self).trimmed
    }

    /// Adds a text. Blanks and line breaks are one blank outside code, and what might be a tag or a link is none.
    mutating func add(text: ArraySlice<UInt8>) {
        for byte in text {
            if code != nil {
                bytes.append(byte)
            } else if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
                if let last = bytes.last, last != 0x20, last != 0x0A { bytes.append(0x20) }
            } else {
                let isLink = byte == UInt8(ascii: "(") && bytes.last == UInt8(ascii: "]")
                if byte == UInt8(ascii: "<") || isLink { bytes.append(UInt8(ascii: "\\")) }
                bytes.append(byte)
            }
        }
    }

    mutating func add(_ tag: HTMLTag) {
        switch tag.name {
        case "pre": tag.isEnd ? endCode() : beginCode(isBlock: true)
        case "code": if code?.isBlock != true { tag.isEnd ? endCode() : beginCode(isBlock: false) }
        case _ where code != nil: break
        case "br": bytes.append(0x0A)
        case "p", "div", "table", "blockquote", "section": breakLine(lists.isEmpty ? 2 : 1)
        case "tr": breakLine(1)
        case "hr": rule()
        case "ul", "ol": list(tag)
        case "li": if !tag.isEnd { item(tag) }
        case "strong", "b": put("**")
        case "em", "i": put("*")
        case "s", "del": put("~~")
        case "h1", "h2", "h3", "h4", "h5", "h6": heading(tag)
        case "a": tag.isEnd ? endLink() : beginLink(tag)
        case "img": picture(tag)
        default: break
        }
    }

    private mutating func put(_ text: String) { bytes += text.utf8 }

    /// Begins a line, with empty ones before it.
    private mutating func breakLine(_ count: Int) {
        if bytes.isEmpty || bytes.count == mark { return }
        while bytes.last == 0x20 { bytes.removeLast() }
        let there = bytes.suffix(2).reversed().prefix { $0 == 0x0A }.count
        for _ in 0..<max(0, count - there) { bytes.append(0x0A) }
    }

    private mutating func rule() {
        breakLine(2)
        put("---")
        breakLine(2)
    }

    private mutating func heading(_ tag: HTMLTag) {
        breakLine(2)
        if !tag.isEnd { put(String(repeating: "#", count: Int(tag.name.suffix(1)) ?? 2) + " ") }
    }

    private mutating func list(_ tag: HTMLTag) {
        breakLine(lists.isEmpty ? 2 : 1)
        // Nobody indents deeper; the rest stands at the same edge.
        if !tag.isEnd {
            depth += 1
            if lists.count < 8 { lists.append(tag.name == "ol" ? 0 : nil) }
        } else {
            if depth <= lists.count { _ = lists.popLast() }
            depth = max(0, depth - 1)
            breakLine(lists.isEmpty ? 2 : 1)
        }
    }

    private mutating func item(_ tag: HTMLTag) {
        breakLine(1)
        put(String(repeating: "  ", count: max(0, lists.count - 1)))
        if let number = lists.last ?? nil {
            lists[lists.count - 1] = number + 1
            put("\(number + 1). ")
        } else {
            put("- ")
        }
        if let box = tag.value("data-checked") { put(box == "true" ? "[x] " : "[ ] ") }
        mark = bytes.count
    }

    private mutating func beginLink(_ tag: HTMLTag) {
        guard target == nil, let address = tag.value("href").flatMap(ForeignText.address) else { return }
        target = address
        put("[")
    }

    private mutating func endLink() {
        if let target { put("](\(target))") }
        target = nil
    }

    private mutating func picture(_ tag: HTMLTag) {
        guard target == nil, let address = tag.value("src").flatMap(ForeignText.address) else { return }
        put("[")
        add(text: Array((tag.value("alt") ?? "picture").replacing("]", with: "").utf8)[...])
        put("](\(address))")
    }

    private mutating func beginCode(isBlock: Bool) {
        endCode()
        if isBlock { breakLine(2) }
        code = (bytes.count, isBlock)
    }

    /// Puts fences around code that are longer than any within it.
    private mutating func endCode() {
        guard let (start, isBlock) = code else { return }
        code = nil
        let inner = bytes[start...]
        var (longest, run) = (0, 0)
        for byte in inner {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        guard inner.contains(where: { $0 != 0x20 && $0 != 0x0A }) else { return bytes.removeSubrange(start...) }
        let fence = String(repeating: "`", count: isBlock ? max(3, longest + 1) : longest + 1)
        let text = String(decoding: inner, as: UTF8.self)
        bytes.removeSubrange(start...)
        if isBlock {
            put("\(fence)\n\(text.hasSuffix("\n") ? String(text.dropLast()) : text)\n\(fence)")
            breakLine(2)
        } else {
            let line = text.replacing("\n", with: " ")
            put(longest > 0 ? "\(fence) \(line) \(fence)" : "\(fence)\(line)\(fence)")
        }
    }
}
