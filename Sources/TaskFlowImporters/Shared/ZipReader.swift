internal import CInflate

/// Takes one file out of a zip archive (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT), of bounded size whatever
/// the archive says of it.
struct ZipReader {
    /// As large as a member may be unpacked.
    private static let limit = 64 << 20

    private let bytes: [UInt8]
    private let name: String

    init(_ bytes: [UInt8], _ name: String) { (self.bytes, self.name) = (bytes, name) }

    /// The contents of a member.
    func member(_ path: String) throws(ImportFault) -> [UInt8] {
        var place = try directory()
        while place + 46 <= bytes.count, number(place, 4) == 0x0201_4B50 {
            let (nameLength, extra, comment) = (number(place + 28, 2), number(place + 30, 2), number(place + 32, 2))
            guard place + 46 + nameLength <= bytes.count else { break }
            if bytes[(place + 46)..<(place + 46 + nameLength)].elementsEqual(path.utf8) {
                return try unpack(place, path)
            }
            place += 46 + nameLength + extra + comment
        }
        throw ImportFault("\(name) has no \(path): it is no dump of Vikunja")
    }

    /// Where the list of members begins: told at the archive's end.
    private func directory() throws(ImportFault) -> Int {
        let lowest = max(0, bytes.count - 65_557)
        for place in stride(from: bytes.count - 22, through: lowest, by: -1) where number(place, 4) == 0x0605_4B50 {
            let start = number(place + 16, 4)
            if start < bytes.count { return start }
        }
        throw ImportFault("\(name) is a damaged zip archive")
    }

    private func unpack(_ place: Int, _ path: String) throws(ImportFault) -> [UInt8] {
        let (method, packed, start) = (number(place + 10, 2), number(place + 20, 4), number(place + 42, 4))
        guard start + 30 <= bytes.count, number(start, 4) == 0x0403_4B50 else { throw damaged(path) }
        let from = start + 30 + number(start + 26, 2) + number(start + 28, 2)
        guard from <= bytes.count, packed <= bytes.count - from else { throw damaged(path) }
        let body = Array(bytes[from..<(from + packed)])
        let data = method == 0 ? body : try inflate(body, method, path)
        guard Int(taskflow_crc32(data, data.count)) == number(place + 16, 4) else { throw damaged(path) }
        return data
    }

    private func inflate(_ body: [UInt8], _ method: Int, _ path: String) throws(ImportFault) -> [UInt8] {
        guard method == 8 else { throw ImportFault("\(path) in \(name) is packed in a way that is not known") }
        var size = 0
        guard let unpacked = taskflow_inflate(body, body.count, Self.limit, &size) else {
            throw size > Self.limit
                ? ImportFault("\(path) in \(name) is larger than \(Self.limit >> 20) MiB unpacked") : damaged(path)
        }
        defer { taskflow_inflate_free(unpacked) }
        return Array(UnsafeBufferPointer(start: unpacked, count: size))
    }

    private func damaged(_ path: String) -> ImportFault { ImportFault("\(path) in \(name) is damaged") }

    /// A number of so many bytes, the lowest first; 0 beyond the end.
    private func number(_ place: Int, _ width: Int) -> Int {
        guard place >= 0, place + width <= bytes.count else { return 0 }
        return (0..<width).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
}
