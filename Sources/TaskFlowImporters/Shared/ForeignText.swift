extension StringProtocol {
    /// Without blanks at its ends.
    var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(self[first..<scalars.index(after: last)])
    }
}

/// Texts of other tools, as they may be here.
package enum ForeignText {
    /// A tag: lower case, blanks to `-`, other signs that none may have dropped; `nil` for what nothing is left of.
    package static func tag(_ text: String) -> String? {
        var tag = ""
        for character in text.trimmed.lowercased() {
            if character.isWhitespace { tag += "-" }
            guard let byte = character.utf8.first, character.utf8.count == 1 else { continue }
            let isPlain = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "_.:-".utf8.contains(byte)
            if isPlain { tag.append(character) }
        }
        let kept = String(tag.drop { "_.:-".contains($0) }.prefix(50))
        return kept.isEmpty ? nil : kept
    }

    /// A title of one line, and what was cut off it; at most 200 Unicode scalars, cut at one.
    package static func title(_ text: String) -> (title: String, isCut: Bool) {
        var line = ""
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control
            line.unicodeScalars.append(isControl ? " " : scalar)
        }
        let title = line.trimmed
        guard title.unicodeScalars.count > 200 else { return (title, false) }
        return (String(String.UnicodeScalarView(title.unicodeScalars.prefix(199))).trimmed + "…", true)
    }

    /// What a task is called there, as it may be sent: one of more than 200 Unicode scalars ends in a hash of it all.
    package static func id(_ text: String) -> String {
        let (id, isCut) = title(text)
        guard isCut || id.isEmpty else { return id }
        return String(String.UnicodeScalarView(id.unicodeScalars.prefix(180))) + "-" + hash(text)
    }

    /// A longer text, without NUL, with one kind of line break, at most so many Unicode scalars.
    package static func text(_ text: String, limit: Int = 65_536) -> String {
        let plain = text.replacing("\r\n", with: "\n").replacing("\0", with: "")
        guard plain.unicodeScalars.count > limit else { return plain }
        return String(String.UnicodeScalarView(plain.unicodeScalars.prefix(limit - 1))) + "…"
    }

    /// A project's slug: what a name has of lower-case letters and digits, with dashes between; a hash of it where it has none.
    package static func slug(_ name: String) -> String {
        let words = name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let slug = String(words.joined(separator: "-").prefix(100))
        if slug.isEmpty { return name.isEmpty ? "imported" : "imported-\(hash(name).prefix(8))" }
        return slug.last == "-" ? String(slug.dropLast()) : slug
    }

    /// A link's address; `nil` for what none may be here.
    package static func address(_ text: String) -> String? {
        let text = text.trimmed
        guard text.hasPrefix("http://") || text.hasPrefix("https://"), text.utf8.count <= 2048,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        let host = text.drop { $0 != "/" }.dropFirst(2)
        guard let first = host.utf8.first, first != 0x22, first != 0x2F, first != 0x3F, first != 0x23 else {
            return nil
        }
        return text
    }

    /// A hash of a content that has no id (FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/), in hexadecimal.
    static func hash(_ text: String) -> String {
        let value = text.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Ids for what has none: a hash of the content and its occurrence, so that the same file read again gives the same.
struct ContentIDs {
    private var seen: [String: Int] = [:]

    mutating func id(_ content: String) -> String {
        let hash = ForeignText.hash(content)
        seen[hash, default: 0] += 1
        let count = seen[hash] ?? 1
        return count == 1 ? hash : "\(hash)-\(count)"
    }
}
