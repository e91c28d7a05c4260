extension UInt8 {
    /// Whether this is `a`–`z` or `0`–`9` in ASCII.
    var isLowercaseLetterOrDigit: Bool { (0x61...0x7A).contains(self) || (0x30...0x39).contains(self) }
}
