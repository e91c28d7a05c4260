internal import Crypto
internal import TaskFlowDomain
internal import TaskFlowSchema

/// What people are called here, made of what the SSO says of them.
enum PersonName {
    /// The name as far as it can be shown: without what is not seen, at most 200 scalars; nothing when nothing is left.
    static func name(_ text: String) -> Name? {
        let shown = String(String.UnicodeScalarView(text.unicodeScalars.filter(isShown).prefix(200)))
        return shown.unicodeScalars.allSatisfy(isJoiner) ? nil : Name(shown)
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        if isJoiner(scalar) { return true }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return false
        default: return true
        }
    }

    /// Names in Persian, Urdu and Indic scripts, and emoji, are spelled with joiners and non-joiners.
    private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\u{200C}" || scalar == "\u{200D}"
    }

    /// The handle that the e-mail's local part comes nearest to; without an e-mail it is made of the id's hash.
    static func handle(email: String?, id: WorkerID) -> Handle {
        let local = (email ?? "").unicodeScalars.prefix { $0 != "@" }
        var letters = ""
        for scalar in local where letters.utf8.count < 40 {
            let letter = isAllowed(scalar) ? Character(scalar) : lowered(scalar)
            if letter != "-" || letters.last != "-" { letters.append(letter) }
        }
        let trimmed = letters.drop { $0 == "-" }.reversed().drop { $0 == "-" }.reversed()
        return Handle("@" + String(trimmed)) ?? Handle(trusted: "@user-" + fingerprint(id))
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "_" || scalar == "-"
    }

    private static func lowered(_ scalar: Unicode.Scalar) -> Character {
        ("A"..."Z").contains(scalar) ? Character(Unicode.Scalar(UInt8(scalar.value) | 0x20)) : "-"
    }

    private static func fingerprint(_ id: WorkerID) -> String {
        let digits = Array("0123456789abcdef")
        let digest = SHA256.hash(data: Array(id.rawValue.utf8))
        return String(digest.prefix(4).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
