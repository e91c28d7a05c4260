internal import Foundation
internal import TaskFlowSchema

/// Values as they go over the wire: integers and truth values in binary where their type is declared, the rest as text.
struct Parameters {
    private var bytes: [UInt8] = []
    private var offsets: [Int] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    /// Nil when a text holds NUL, which no text of PostgreSQL may.
    init?(_ values: [ColumnValue], types: [UInt32]) {
        for (value, type) in zip(values, types) {
            let start = bytes.count
            let isBinary = type != 0 && value.isShort
            guard value != .null else {
                offsets.append(-1)
                lengths.append(0)
                formats.append(0)
                continue
            }
            guard append(value, binary: isBinary) else { return nil }
            offsets.append(start)
            lengths.append(Int32(bytes.count - start))
            formats.append(isBinary ? 1 : 0)
            bytes.append(0)
        }
    }

    /// Lends the values in the form libpq wants; no pointer outlives the body.
    func lend<Result>(
        _ body: (_ values: [UnsafePointer<CChar>?], _ lengths: [Int32], _ formats: [Int32]) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { bytes in
            let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            return body(offsets.map { offset in offset < 0 ? nil : base.map { $0 + offset } }, lengths, formats)
        }
    }

    private mutating func append(_ value: ColumnValue, binary: Bool) -> Bool {
        switch value {
        case .null: return true
        case .bool(let truth): bytes.append(binary ? (truth ? 1 : 0) : UInt8(ascii: truth ? "t" : "f"))
        case .integer(let number):
            if binary {
                withUnsafeBytes(of: Int64(number).bigEndian) { bytes.append(contentsOf: $0) }
            } else {
                bytes.append(contentsOf: String(number).utf8)
            }
        case .text(let text):
            var text = text
            return text.withUTF8 { part in
                bytes.append(contentsOf: part)
                return part.baseAddress.map { memchr($0, 0, part.count) == nil } ?? true
            }
        }
        return true
    }
}

extension ColumnValue {
    fileprivate var isShort: Bool {
        switch self {
        case .integer, .bool: true
        case .null, .text: false
        }
    }
}
