/// Base64url without padding (RFC 4648 section 5), strictly: one text for each sequence of bytes.
public enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    private static let values: [UInt8?] = {
        var values = [UInt8?](repeating: nil, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    /// The text of the bytes.
    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        let whole = bytes.withContiguousStorageIfAvailable { encode(UnsafeRawBufferPointer($0)) }
        return whole ?? Array(bytes).withUnsafeBytes { encode($0) }
    }

    /// Encodes bytes where they lie: every call with a key hashes and encodes one.
    public static func encode(_ bytes: UnsafeRawBufferPointer) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 4 / 3 + 2) { text in
            var (count, buffer, bits) = (0, 0, 0)
            for byte in bytes {
                buffer = (buffer & 63) << 8 | Int(byte)
                bits += 8
                while bits >= 6 {
                    bits -= 6
                    text[count] = alphabet[buffer >> bits & 63]
                    count += 1
                }
            }
            if bits > 0 {
                text[count] = alphabet[buffer << (6 - bits) & 63]
                count += 1
            }
            return count
        }
    }

    /// The bytes; `nil` for padding, other characters, an impossible length, or bits behind the last byte that are not
    /// 0.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer = 0
        var bits = 0
        for byte in text.utf8 {
            guard let value = values[Int(byte)] else { return nil }
            buffer = (buffer << 6 | Int(value)) & 0xFFFF
            bits += 6
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(buffer >> bits & 255))
        }
        guard bits < 6, buffer & (1 << bits - 1) == 0 else { return nil }
        return bytes
    }
}
