/// Writes compact JSON (RFC 8259) in UTF-8, in the order it is told; commas take care of themselves.
public struct JSONWriter: Sendable {
    private var output: ByteBuilder
    private var needsComma = false

    /// An empty writer with room for that many bytes.
    public init(reserving capacity: Int = 512) { output = ByteBuilder(reserving: capacity) }

    /// What has been written so far. A copy: who needs no more than the result takes it with ``finish()``.
    public var bytes: [UInt8] { output.bytes }
    /// All that was written; the writer is empty then.
    public mutating func finish() -> [UInt8] {
        needsComma = false
        return output.finish()
    }
    /// How many bytes have been written so far.
    public var count: Int { output.count }

    /// Opens an object; names and values follow in turn.
    public mutating func beginObject() { open(UInt8(ascii: "{")) }
    /// Closes the object.
    public mutating func endObject() { close(UInt8(ascii: "}")) }
    /// Opens an array; its elements follow.
    public mutating func beginArray() { open(UInt8(ascii: "[")) }
    /// Closes the array.
    public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Writes a member's name; its value must follow.
    public mutating func name(_ name: String) {
        separate()
        JSONEscaping.append(name, to: &output)
        output.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a member's name that was quoted and escaped beforehand, with a comma before it and the colon behind it.
    mutating func name(encoded name: [UInt8]) {
        name.withUnsafeBufferPointer { name in
            output.append(needsComma ? name : UnsafeBufferPointer(rebasing: name[1...]))
        }
        needsComma = false
    }

    /// Writes what stands before a value in an object as it is: comma, name and colon.
    mutating func name(before beginning: UnsafeBufferPointer<UInt8>) {
        output.append(beginning)
        needsComma = false
    }

    /// Writes a whole member of an object as it is: comma, name, colon and value.
    mutating func member(_ member: UnsafeBufferPointer<UInt8>) {
        output.append(member)
        needsComma = true
    }

    /// Writes a string, escaped where it must be.
    public mutating func string(_ value: String) {
        separate()
        JSONEscaping.append(value, to: &output)
    }

    /// Writes a string of which nobody has looked whether it is UTF-8: what is not is repaired as `String` does it.
    public mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) {
        // Nearly all is plain ASCII, and goes as it stands.
        if JSONEscaping.isPlain(utf8) { return plain(utf8) }
        string(String(decoding: utf8, as: UTF8.self))
    }

    /// Writes an integer.
    public mutating func integer(_ value: Int) {
        separate()
        if (0...9).contains(value) { return output.append(UInt8(ascii: "0") + UInt8(value)) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var (first, rest) = (20, value.magnitude)
            repeat {
                first -= 1
                digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if value < 0 {
                first -= 1
                digits[first] = UInt8(ascii: "-")
            }
            output.append(UnsafeBufferPointer(rebasing: digits[first...]))
        }
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) { word(value ? "true" : "false") }
    /// Writes `null`.
    public mutating func null() {
        separate()
        output.appendNull()
    }

    private mutating func word(_ word: StaticString) {
        separate()
        output.append(word)
    }

    /// Writes a number that is JSON already.
    mutating func literal(_ text: String) { raw(text.utf8) }

    /// Writes a value whose JSON was made elsewhere.
    public mutating func raw(_ json: [UInt8]) {
        separate()
        json.withUnsafeBufferPointer { output.append($0) }
    }

    /// Writes a value whose JSON was made elsewhere.
    public mutating func raw(_ json: some Collection<UInt8>) {
        separate()
        if json.withContiguousStorageIfAvailable({ output.append($0) }) == nil {
            for byte in json { output.append(byte) }
        }
    }

    /// Writes a text that has nothing to escape.
    mutating func plain(_ ascii: UnsafeBufferPointer<UInt8>) {
        separate()
        output.append(quoted: ascii)
    }

    /// A place to which the writer can go back.
    public struct Mark: Sendable {
        fileprivate let count: Int
        fileprivate let needsComma: Bool
    }

    /// Where the writer is.
    public var mark: Mark { Mark(count: output.count, needsComma: needsComma) }

    /// Takes back what was written since.
    public mutating func goBack(to mark: Mark) {
        output.cut(to: mark.count)
        needsComma = mark.needsComma
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        output.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        output.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { output.append(UInt8(ascii: ",")) }
        needsComma = true
    }
}
