/// A tag of HTML: its name, and the few attributes that say something to a reader.
struct HTMLTag {
    let isEnd: Bool
    /// In lower case.
    let name: String
    private let rest: String

    /// - Parameter inner: what stands between the brackets.
    init(_ inner: ArraySlice<UInt8>) {
        isEnd = inner.first == UInt8(ascii: "/")
        let start = inner.drop { $0 == UInt8(ascii: "/") }
        let name = start.prefix { $0.isLetter || (0x30...0x39).contains($0) }
        self.name = String(decoding: name, as: UTF8.self).lowercased()
        rest = String(decoding: start[name.endIndex...], as: UTF8.self)
    }

    /// The value of an attribute that is written with quotes.
    func value(_ attribute: String) -> String? {
        guard let start = rest.firstRange(of: attribute + "=") else { return nil }
        let value = rest[start.upperBound...]
        guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
        return Self.plain(value.dropFirst().prefix { $0 != quote })
    }

    /// An attribute's text, its signs read.
    private static func plain(_ text: Substring) -> String {
        var (plain, rest) = ("", text)
        while let start = rest.firstIndex(of: "&") {
            plain += rest[..<start]
            let end = rest[start...].prefix(12).firstIndex(of: ";")
            if let end, let sign = sign(String(rest[rest.index(after: start)..<end])) {
                plain += sign
                rest = rest[rest.index(after: end)...]
            } else {
                plain += "&"
                rest = rest[rest.index(after: start)...]
            }
        }
        return plain + rest
    }

    private static let signs = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "hellip": "…", "ndash": "–",
        "mdash": "—",
    ]

    /// What stands between `&` and `;` as the sign that it means; `nil` where it means none.
    static func sign(_ name: String) -> String? {
        if let sign = signs[name] { return sign }
        guard name.first == "#" else { return nil }
        let isHex = name.dropFirst().first?.lowercased() == "x"
        let value = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10)
        guard let value, value >= 0x20 || value == 0x0A, value != 0x7F else { return nil }
        return Unicode.Scalar(value).map { String($0) }
    }
}
