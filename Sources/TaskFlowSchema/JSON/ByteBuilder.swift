/// Bytes in the making. Its storage is longer than what has been written, so that a short piece costs a copy and no more;
/// an array of what has been written would be grown piece by piece.
struct ByteBuilder: Sendable {
    private var storage: [UInt8]
    /// How many bytes have been written.
    private(set) var count = 0

    init(reserving capacity: Int) { storage = [UInt8](repeating: 0, count: max(capacity, 64)) }

    /// What has been written.
    var bytes: [UInt8] { Array(storage[..<count]) }

    mutating func append(_ byte: UInt8) {
        if count == storage.count { grow(by: 1) }
        storage[count] = byte
        count += 1
    }

    mutating func append(_ piece: UnsafeBufferPointer<UInt8>) {
        guard let source = piece.baseAddress else { return }
        if storage.count - count < piece.count { grow(by: piece.count) }
        storage.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress?.advanced(by: count).update(from: source, count: piece.count)
        }
        count += piece.count
    }

    mutating func append(_ piece: StaticString) {
        append(UnsafeBufferPointer(start: piece.utf8Start, count: piece.utf8CodeUnitCount))
    }

    /// Takes back what was written behind the first so many bytes.
    mutating func cut(to count: Int) {
        precondition(count <= self.count, "nothing was written there")
        self.count = count
    }

    @inline(never)
    private mutating func grow(by least: Int) {
        storage += [UInt8](repeating: 0, count: max(storage.count, least))
    }
}
