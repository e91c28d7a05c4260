internal import TaskFlowSchema

/// Random JSON values: every kind, odd names, numbers at their limits.
struct RandomJSON {
    var dice: SeededGenerator

    mutating func value(depth: Int = 0) -> JSON {
        switch Int.random(in: 0..<(depth < 4 ? 10 : 7), using: &dice) {
        case 0: .null
        case 1: .bool(.random(using: &dice))
        case 2: .integer(integer())
        case 3:
            .bigInteger(
                (.random(using: &dice) ? "-" : "") + "9223372036854775809\(Int.random(in: 0...99, using: &dice))")
        case 4: .decimal(decimal())
        case 5, 6: .string(text())
        case 7: .array((0..<count()).map { _ in value(depth: depth + 1) })
        default: .object(object(depth: depth))
        }
    }

    mutating func text() -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<count() { scalars.append(scalar()) }
        return String(scalars)
    }

    private mutating func object(depth: Int) -> JSONObject {
        var object = JSONObject()
        for _ in 0..<count() { object[text()] = value(depth: depth + 1) }
        return object
    }

    private mutating func count() -> Int { Int.random(in: 0...5, using: &dice) }

    private mutating func integer() -> Int {
        let limits = [0, 1, -1, .max, .min, 1 << 53]
        return Bool.random(using: &dice)
            ? limits.randomElement(using: &dice) ?? 0 : .random(in: -999...999, using: &dice)
    }

    private mutating func decimal() -> Double {
        while true {
            let value = Double(bitPattern: dice.next())
            if value.isFinite { return value }
        }
    }

    private mutating func scalar() -> Unicode.Scalar {
        let ranges: [ClosedRange<UInt32>] = [
            0...0x1F, 0x20...0x7F, 0x80...0xD7FF, 0xE000...0xFFFF, 0x1_0000...0x10_FFFF,
        ]
        let value = UInt32.random(in: ranges.randomElement(using: &dice) ?? 0...0x7F, using: &dice)
        return Unicode.Scalar(value) ?? "?"
    }
}
