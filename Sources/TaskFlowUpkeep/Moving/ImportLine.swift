/// A line of a file that is to be imported.
struct ImportLine: Sendable {
    /// From 1.
    let number: Int
    /// Without its end.
    let bytes: [UInt8]
    /// Whether its end was there: the last line of a file that was cut off has none.
    let isWhole: Bool

    var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }

    /// What a file is that begins so and is known not to be an export.
    var foreignKind: String? {
        if bytes.starts(with: "SQLite format 3".utf8) {
            return "The file is an SQLite database: taskflow restore takes it back"
        }
        let isPacked = [[0x1F, 0x8B], [0xFD, 0x37, 0x7A], [0x28, 0xB5, 0x2F, 0xFD], [0x50, 0x4B, 0x03]]
            .contains { bytes.starts(with: $0 as [UInt8]) }
        return isPacked ? "The file is compressed: unpack it first" : nil
    }
}
