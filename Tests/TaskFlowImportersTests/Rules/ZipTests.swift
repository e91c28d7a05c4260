import Testing

@testable import TaskFlowImporters

/// Archives, whole, damaged and hostile.
struct ZipTests {
    private func archive(
        _ data: [UInt8], checksum: UInt32? = nil, size: Int? = nil, method: Int = 0, name: String = "data.json"
    ) -> [UInt8] {
        func number(_ value: Int, _ width: Int) -> [UInt8] { (0..<width).map { UInt8(value >> (8 * $0) & 0xFF) } }
        let sum = number(Int(checksum ?? Self.crc(data)), 4)
        let sizes = number(size ?? data.count, 4) + number(data.count, 4)
        let common = number(method, 2) + number(0, 4) + sum + sizes + number(name.utf8.count, 2) + number(0, 2)
        let local = number(0x0403_4B50, 4) + number(20, 2) + number(0, 2) + common + Array(name.utf8) + data
        let central =
            number(0x0201_4B50, 4) + number(20, 2) + number(20, 2) + number(0, 2) + common + number(0, 14)
            + Array(name.utf8)
        let end =
            number(0x0605_4B50, 4) + number(0, 4) + number(1, 2) + number(1, 2) + number(central.count, 4)
            + number(local.count, 4) + number(0, 2)
        return local + central + end
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
    }

    private func read(_ bytes: [UInt8]) throws(ImportFault) -> ForeignFile {
        try ImportReader.read(ImportSourceFile(name: "v.zip", bytes: bytes), ImportWishes())
    }

    private let dump = Array(#"[{"title":"P","parent_project_id":0,"tasks":[{"id":1,"title":"A"}]}]"#.utf8)

    @Test func aDumpIsRead() throws { #expect(try read(archive(dump)).projects[0].tasks.map(\.title) == ["A"]) }

    @Test func aPackedDumpIsRead() throws {
        // `[]`, as raw deflate: one block with fixed codes.
        let packed: [UInt8] = [0x8B, 0x8E, 0x05, 0x00]
        #expect(try read(archive(packed, checksum: Self.crc(Array("[]".utf8)), method: 8)).projects.isEmpty)
    }

    @Test func aDamagedOneSaysSo() {
        #expect(throws: ImportFault("data.json in v.zip is damaged")) { _ = try read(archive(dump, checksum: 1)) }
        #expect(throws: ImportFault("data.json in v.zip is damaged")) { _ = try read(archive([1, 2, 3], method: 8)) }
        #expect(throws: ImportFault("data.json in v.zip is damaged")) { _ = try read(archive(dump, size: 1 << 30)) }
        #expect(throws: ImportFault("v.zip is a damaged zip archive")) {
            _ = try read(Array(archive(dump).dropLast(5)))
        }
        #expect(throws: ImportFault("v.zip has no data.json: it is no dump of Vikunja")) {
            _ = try read(archive(dump, name: "other"))
        }
        #expect(throws: ImportFault("data.json in v.zip is packed in a way that is not known")) {
            _ = try read(archive(dump, method: 12))
        }
    }

    /// Raw deflate of zeroes: a byte of every thousand. Written by hand, so that the test has no archive with it.
    private func bomb(_ size: Int) -> [UInt8] {
        // One block with fixed codes: a zero, then runs of 258 from one back (length 285, distance 0), then the end.
        var (bits, bytes, count) = (UInt64(0), [UInt8](), 0)
        func put(_ value: Int, _ width: Int, high: Bool = false) {
            for place in 0..<width {
                bits |= UInt64(value >> (high ? width - 1 - place : place) & 1) << UInt64(count)
                count += 1
                if count == 8 {
                    bytes.append(UInt8(bits))
                    (bits, count) = (0, 0)
                }
            }
        }
        put(1, 1)
        put(1, 2)
        put(0x30, 8, high: true)
        for _ in 0..<(size / 258) {
            put(0xC5, 8, high: true)
            put(0, 5, high: true)
        }
        put(0, 7)
        if count > 0 { bytes.append(UInt8(bits)) }
        return bytes
    }

    @Test func aBombIsNotUnpacked() {
        let bytes = archive(bomb(100 << 20), method: 8)
        #expect(bytes.count < 1 << 20)
        #expect(throws: ImportFault("data.json in v.zip is larger than 64 MiB unpacked")) { _ = try read(bytes) }
    }
}
