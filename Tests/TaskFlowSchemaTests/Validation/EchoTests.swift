import TaskFlowSchema
import Testing

/// How much of what was sent an error repeats.
@Suite struct EchoTests {
    private func echoed(_ input: JSON) -> JSON? { ValidationIssue("x", "y", input: input).json["input"] }

    @Test func `what has 1,024 bytes is echoed whole, what has more is cut before a scalar`() {
        let exact = String(repeating: "é", count: 512)
        #expect(echoed(.string(exact)) == .string(exact))
        #expect(echoed(.string(exact + "x")) == .string(String(repeating: "é", count: 510) + "…"))
        #expect(echoed(.string("x" + exact)) == .string("x" + String(repeating: "é", count: 510) + "…"))
        let family = String(repeating: "👨‍👩‍👧", count: 100)
        let cut = echoed(.string(family))?.stringValue
        #expect(cut.map { $0.utf8.count <= 1024 && $0.hasSuffix("…") } == true)
        #expect(
            cut?.unicodeScalars.dropLast().elementsEqual(
                family.unicodeScalars.prefix((cut?.unicodeScalars.count ?? 1) - 1)) == true)
    }

    @Test func `of a long list or object the kind and size are told`() {
        let list = Array(repeating: JSON.integer(7), count: 511)
        #expect(echoed(.array(list)) == .array(list))
        #expect(echoed(.array(list + [7, 7])) == "(a list of 513)")
        let long = JSON.string(String(repeating: "x", count: 1024))
        #expect(echoed(["a": long]) == "(an object of 1)")
        #expect(echoed([["a": [long]], 1]) == "(a list of 2)")
        #expect(echoed(.array(Array(repeating: "", count: 1000))) == "(a list of 1000)")
    }

    @Test func `a number of many digits is cut to a text, any other value is short`() {
        let digits = "1" + String(repeating: "0", count: 3000)
        #expect(echoed(.bigInteger(digits)) == .string(String(digits.prefix(1021)) + "…"))
        for value: JSON in [.null, true, 12, .decimal(1.5), .bigInteger("99999999999999999999")] {
            #expect(echoed(value) == value)
        }
    }
}
