internal import TaskFlowSchema
import Testing

@Suite struct Base64URLTests {
    static let vectors: [([UInt8], String)] = [
        ([], ""), ([0x66], "Zg"), ([0x66, 0x6F], "Zm8"), ([0x66, 0x6F, 0x6F], "Zm9v"),
        ([0x66, 0x6F, 0x6F, 0x62], "Zm9vYg"),
        ([0xFB, 0xFF], "-_8"), ([0xFF, 0xFF, 0xFF], "____"), ([0], "AA"), ([0, 0, 0], "AAAA"),
    ]

    @Test(arguments: vectors) func bothWays(bytes: [UInt8], text: String) {
        #expect(Base64URL.encode(bytes) == text)
        #expect(Base64URL.decode(text) == bytes)
    }

    /// Padding, the other alphabet, white space, impossible lengths, and set bits behind the last byte.
    @Test(arguments: [
        "Zg==", "Zg=", "Zm8=", "=", "+/8", "-/8", "Zg ", " Zg", "Zm\n8", "A", "AAAAA", "Zh", "Zv", "Zm9", "Z", "AB",
        "AAB", "Zg\0", "Zé", "Ｚg",
    ])
    func refused(text: String) { #expect(Base64URL.decode(text) == nil) }

    @Test func randomBytesComeBack() {
        var dice = SeededGenerator(seed: 1)
        for length in 0..<200 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &dice) }
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
    }

    /// Of all texts of three characters exactly those are taken that `encode` writes.
    @Test func oneTextForEachSequenceOfBytes() {
        let alphabet = Array("AQgwBZaz09-_")
        for first in alphabet {
            for second in alphabet {
                for text in ["\(first)\(second)", "\(first)\(first)\(second)"] {
                    guard let bytes = Base64URL.decode(text) else { continue }
                    #expect(Base64URL.encode(bytes) == text)
                }
            }
        }
    }
}
