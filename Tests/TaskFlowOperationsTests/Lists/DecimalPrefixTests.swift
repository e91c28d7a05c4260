import Testing

@testable import TaskFlowOperations

@Suite struct DecimalPrefixTests {
    @Test func `the ranges hold just the numbers that begin so`() {
        for begun in ["1", "9", "10", "42", "999"] {
            let ranges = DecimalPrefix.ranges(begun)
            for number in 1...20_000 {
                #expect(ranges.contains { $0.contains(number) } == String(number).hasPrefix(begun))
            }
        }
        #expect(DecimalPrefix.ranges("") == [1...Int.max])
    }

    @Test func `the largest numbers are reached and nothing overflows`() {
        let last = DecimalPrefix.ranges("9").last
        #expect(last?.upperBound == Int.max && last?.lowerBound == 9_000_000_000_000_000_000)
        #expect(DecimalPrefix.ranges("92").last?.upperBound == Int.max)
        #expect(DecimalPrefix.ranges("93").last == 930_000_000_000_000_000...939_999_999_999_999_999)
        #expect(DecimalPrefix.ranges(String(Int.max)) == [Int.max...Int.max])
        for none in ["0", "01", "+1", "-1", " 1", "1 ", "x", "١", "9223372036854775808"] {
            #expect(DecimalPrefix.ranges(none).isEmpty, "\(none)")
        }
    }
}
