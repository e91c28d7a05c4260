/// Bytes in the making. Its storage is longer than what has been written, so that a short piece costs a copy and no more;
/// an array of what has been written would be grown piece by piece.
struct ByteBuilder: Sendable {
    private var storage: [UInt8]
    /// How many bytes have been written.
    private(set) var count = 0

    init(reserving capacity: Int) { storage = Self.room(for: max(capacity, 64)) }

    /// What has been written.
    var bytes: [UInt8] { Array(storage[..<count]) }

    /// What has been written, which is not here any more then.
    mutating func finish() -> [UInt8] {
        var bytes: [UInt8] = []
        swap(&bytes, &storage)
        bytes.removeLast(bytes.count - count)
        count = 0
        return bytes
    }

    // Nothing is read that was not written before, so that nothing has to be put there first.
    private static func room(for capacity: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: capacity) { $1 = capacity }
    }

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

    /// Appends text between quotes.
    mutating func append(quoted piece: UnsafeBufferPointer<UInt8>) {
        if storage.count - count < piece.count + 2 { grow(by: piece.count + 2) }
        storage.withUnsafeMutableBufferPointer { buffer in
            guard let target = buffer.baseAddress?.advanced(by: count) else { return }
            target.pointee = UInt8(ascii: "\"")
            if let source = piece.baseAddress { target.advanced(by: 1).update(from: source, count: piece.count) }
            target.advanced(by: piece.count + 1).pointee = UInt8(ascii: "\"")
        }
        count += piece.count + 2
    }

    /// Appends `null`, in one step: half of what is written of most rows.
    mutating func appendNull() {
        if storage.count - count < 4 { grow(by: 4) }
        storage.withUnsafeMutableBytes { $0.storeBytes(of: Self.null, toByteOffset: count, as: UInt32.self) }
        count += 4
    }

    private static let null = UInt32(littleEndian: 0x6C6C_756E)

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
        var larger = Self.room(for: storage.count + max(storage.count, least, 64))
        larger.withUnsafeMutableBufferPointer { target in
            storage.withUnsafeBufferPointer { written in
                guard let start = written.baseAddress else { return }
                target.baseAddress?.update(from: start, count: count)
            }
        }
        storage = larger
    }
}
