import TaskFlowSchema
import Testing

@testable import TaskFlowDomain

/// Unicode's full case folding (CaseFolding.txt, C and F).
@Suite struct CaseFoldingTests {
    @Test(arguments: [
        ("Hello, WORLD 1", "hello, world 1"), ("Größe", "grösse"), ("GRÖẞE", "grösse"), ("GRÖSSE", "grösse"),
        ("ΣΊΣΥΦΟΣ", "σίσυφοσ"), ("σίσυφος", "σίσυφοσ"), ("ΟΔΟΣ ΟΔΟΣ", "οδοσ οδοσ"), ("İ", "i\u{307}"), ("I", "i"),
        ("ı", "ı"), ("ſ", "s"), ("µ", "μ"), ("\u{2126}", "ω"), ("K", "k"), ("ŉ", "ʼn"), ("ǰ", "j\u{30C}"),
        ("ΐ", "ι\u{308}\u{301}"), ("և", "եւ"), ("ﬃ", "ffi"), ("ﬅ", "st"), ("ᾈ", "ἀι"), ("ᾳ", "αι"), ("\u{345}", "ι"),
        ("Ǆǅǆ", "ǆǆǆ"), ("Ꭰ", "Ꭰ"), ("\u{AB70}", "Ꭰ"), ("\u{13F8}", "\u{13F0}"), ("Ა", "ა"), ("Ⅷ", "ⅷ"), ("Ⓐ", "ⓐ"),
        ("Ａ", "ａ"), ("𐐀", "𐐨"), ("Ж", "ж"), ("e\u{301}É", "e\u{301}é"), ("世界 🚀", "世界 🚀"), ("", ""),
    ])
    func `what becomes of letters`(_ text: String, _ folded: String) {
        #expect(Array(CaseFolding.fold(text).unicodeScalars) == Array(folded.unicodeScalars))
    }

    @Test func `every scalar is folded like its upper and its lower case, and once is enough`() {
        var changing = 0
        // No letter beyond these two planes has case.
        for scalar in (UInt32(0)...0x1FFFF).lazy.compactMap(Unicode.Scalar.init) {
            let properties = scalar.properties
            guard properties.changesWhenUppercased || properties.changesWhenLowercased else { continue }
            let folded = CaseFolding.fold(String(scalar))
            if !folded.unicodeScalars.elementsEqual([scalar]) { changing += 1 }
            // The dotless i shares its upper case with i, and is another letter.
            let (upper, lower) = (
                CaseFolding.fold(properties.uppercaseMapping), CaseFolding.fold(properties.lowercaseMapping)
            )
            let isLike = scalar == "ı" || (folded.hasSameBytes(as: upper) && folded.hasSameBytes(as: lower))
            if !isLike || !CaseFolding.fold(folded).hasSameBytes(as: folded) {
                Issue.record("U+\(String(scalar.value, radix: 16)): \(folded) \(upper) \(lower)")
            }
            // Letters are looked up in the pages that are known to have some.
            if scalar.value >= 0x80, !folded.unicodeScalars.elementsEqual(CaseFolding.change(scalar) ?? [scalar]) {
                Issue.record("U+\(String(scalar.value, radix: 16)) lies in a page that is not looked into")
            }
        }
        // Unicode 14 has 1,530 that change; newer versions have more.
        #expect(changing >= 1_530)
    }

    @Test func `what is searched is title and description`() {
        #expect(SearchFolding.text(title: "Straße", description: "ΤΈΛΟΣ") == "strasse\nτέλοσ")
        #expect(SearchFolding.text(title: "A", description: nil) == "a\n")
    }
}
