/// Damages bytes as transport, clumsiness and malice do.
enum Mutation {
    static func mutate(_ bytes: [UInt8], _ random: inout Random) -> [UInt8] {
        var bytes = bytes
        for _ in 0...random.below(4) { step(&bytes, &random) }
        return bytes
    }

    private static func step(_ bytes: inout [UInt8], _ random: inout Random) {
        guard !bytes.isEmpty else { return bytes = random.bytes(upTo: 8) }
        let place = random.below(bytes.count)
        switch random.below(8) {
        case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
        case 1: bytes[place] ^= 1 << UInt8(random.below(8))
        case 2: bytes.remove(at: place)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + random.below(12)))
        case 4: bytes.insert(contentsOf: Array(random.pick(Seeds.fragments, or: "\"").utf8), at: place)
        case 5: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + random.below(40))], at: place)
        case 6: bytes = Array(bytes.prefix(place))
        default: bytes.swapAt(place, random.below(bytes.count))
        }
    }
}
