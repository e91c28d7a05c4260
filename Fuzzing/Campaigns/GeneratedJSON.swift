/// JSON texts made at random: valid, with white space and escapes that a writer would not choose.
enum GeneratedJSON {
    static func text(_ random: inout Random, depth: Int = 0) -> String {
        switch random.below(depth > 5 ? 5 : 8) {
        case 0: return random.pick(["null", "true", "false"], or: "null")
        case 1: return String(Int.random(in: .min ... .max, using: &random))
        case 2: return "\(Double.random(in: -1e9...1e9, using: &random))"
        case 3, 4: return string(&random)
        case 5: return "[" + list(&random) { text(&$0, depth: depth + 1) } + "]"
        default:
            var number = 0
            let members = list(&random) { random in
                number += 1
                return "\"m\(number)\"" + space(&random) + ":" + text(&random, depth: depth + 1)
            }
            return "{" + members + "}"
        }
    }

    /// A quoted string, each character as it is or as an escape.
    static func string(_ random: inout Random, of text: String? = nil) -> String {
        let scalars = text.map { Array($0.unicodeScalars) } ?? scalars(&random)
        return "\"" + scalars.map { spelled($0, &random) }.joined() + "\""
    }

    private static func scalars(_ random: inout Random) -> [Unicode.Scalar] {
        (0..<random.below(12)).compactMap { _ in
            Unicode.Scalar(UInt32(random.below(random.oneIn(4) ? 0x110000 : 0x80)))
        }
    }

    private static func spelled(_ scalar: Unicode.Scalar, _ random: inout Random) -> String {
        if scalar.value >= 0x20, scalar != "\"", scalar != "\\", !random.oneIn(6) { return String(scalar) }
        return UTF16.encode(scalar).map { unit in
            unit.map { "\\u" + String(repeating: "0", count: 4 - String($0, radix: 16).count) + String($0, radix: 16) }
                .joined()
        } ?? ""
    }

    private static func list(_ random: inout Random, _ element: (inout Random) -> String) -> String {
        var elements: [String] = []
        for _ in 0..<random.below(5) { elements.append(space(&random) + element(&random) + space(&random)) }
        return elements.joined(separator: ",")
    }

    private static func space(_ random: inout Random) -> String {
        random.oneIn(4) ? random.pick([" ", "\n", "\t ", "\r\n"], or: " ") : ""
    }
}
