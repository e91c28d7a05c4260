extension JSONParser {
    /// The byte at the reading position; 0 at the end (a NUL byte is never valid there either).
    func peek() -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    mutating func skipWhitespace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            default: return
            }
        }
    }

    /// An error at a byte position, told in scalars; invalid UTF-8 anywhere outranks it.
    func error(_ message: String, at position: Int) -> JSONSyntaxError {
        let head = UnsafeBufferPointer(rebasing: bytes[..<min(position, bytes.count)])
        guard String(validating: bytes, as: UTF8.self) != nil else {
            return JSONSyntaxError("Invalid UTF-8", offset: 0, isEncodingError: true)
        }
        let scalars = head.reduce(into: 0) { count, byte in if byte & 0xC0 != 0x80 { count += 1 } }
        return JSONSyntaxError(message, offset: scalars)
    }
}
