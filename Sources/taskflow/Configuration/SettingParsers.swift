internal import Foundation
internal import Logging
internal import TaskFlowHTTP

/// Reads each kind of setting.
enum SettingParsers {
    static func port(_ text: String) throws(SettingFault) -> Int {
        try number(text, 0...65_535, "is not a port (1-65535)")
    }

    static func poolSize(_ text: String) throws(SettingFault) -> Int {
        try number(text, 1...1_000, "is not a number of connections (1-1000)")
    }

    static func rateLimit(_ text: String) throws(SettingFault) -> Int {
        try number(text, 0...1_000_000, "is not a number of calls a minute (0-1000000)")
    }

    static func drainSeconds(_ text: String) throws(SettingFault) -> Int {
        try number(text, 0...300, "is not a number of seconds (0-300)")
    }

    static func host(_ text: String) throws(SettingFault) -> String {
        let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        let isPlain = bare.utf8.allSatisfy { byte in
            Character(Unicode.Scalar(byte)).isLetter || (0x30...0x39).contains(byte)
                || Array(".-:_%".utf8).contains(byte)
        }
        let isAddress = !bare.contains(":") || AddressRange(bare) != nil
        guard !bare.isEmpty, isPlain, isAddress else { throw SettingFault("'\(text)' is not a host name or address") }
        return bare
    }

    static func address(_ text: String) throws(SettingFault) -> String {
        guard let parts = URLComponents(string: text), parts.scheme == "http" || parts.scheme == "https",
            let host = parts.host, !host.isEmpty, parts.query == nil, parts.fragment == nil, parts.user == nil
        else { throw SettingFault("'\(text)' is not an address like https://tasks.example.com") }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    static func origins(_ text: String) throws(SettingFault) -> [String] {
        var origins: [String] = []
        for word in try list(text) {
            guard let parts = URLComponents(string: word), parts.scheme == "http" || parts.scheme == "https",
                parts.host?.isEmpty == false, parts.path.isEmpty, parts.query == nil, parts.fragment == nil,
                parts.user == nil
            else { throw SettingFault("'\(word)' is not an origin like https://app.example.com") }
            origins.append(word)
        }
        return origins
    }

    static func ranges(_ text: String) throws(SettingFault) -> [AddressRange] {
        var ranges: [AddressRange] = []
        for word in try list(text) {
            guard let range = AddressRange(word) else {
                throw SettingFault("'\(word)' is not an address range like 10.0.0.0/8")
            }
            ranges.append(range)
        }
        return ranges
    }

    static func list(_ text: String) throws(SettingFault) -> [String] {
        let words = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        guard !words.isEmpty else { throw SettingFault("'\(text)' names nothing") }
        return words
    }

    static func word(_ text: String) throws(SettingFault) -> String {
        guard !text.contains(where: \.isWhitespace) else { throw SettingFault("'\(text)' holds spaces") }
        return text
    }

    static func logFormat(_ text: String) throws(SettingFault) -> LogFormat {
        guard let format = LogFormat(rawValue: text.lowercased()) else {
            throw SettingFault("'\(text)' is not a log format (text, json)")
        }
        return format
    }

    static func logLevel(_ text: String) throws(SettingFault) -> Logger.Level {
        let name = text.lowercased()
        guard let level = Logger.Level(rawValue: name == "warn" ? "warning" : name) else {
            throw SettingFault("'\(text)' is not a log level (debug, info, warning, error)")
        }
        return level
    }

    /// `on`, `true`, `yes` and `1`, or the opposites.
    static func onOrOff(_ text: String) throws(SettingFault) -> Bool {
        switch text.lowercased() {
        case "on", "true", "yes", "1": return true
        case "off", "false", "no", "0": return false
        default: throw SettingFault("'\(text)' is neither on nor off")
        }
    }

    private static func number(
        _ text: String, _ range: ClosedRange<Int>, _ fault: String
    ) throws(SettingFault) -> Int {
        guard let value = Int(text), range.contains(value) else { throw SettingFault("'\(text)' \(fault)") }
        return value
    }
}
