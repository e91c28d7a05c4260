/// The numbers whose decimal digits begin in a certain way.
enum DecimalPrefix {
    /// The ranges they lie in, one for each length; empty where no number from 1 on begins so.
    static func ranges(_ begun: String) -> [ClosedRange<Int>] {
        if begun.isEmpty { return [1...Int.max] }
        guard let number = Int(begun), number > 0, String(number) == begun else { return [] }
        var ranges: [ClosedRange<Int>] = []
        var (first, width) = (number, 1)
        while true {
            let (last, isBeyond) = first.addingReportingOverflow(width - 1)
            ranges.append(first...(isBeyond ? Int.max : last))
            let (next, wider) = (first.multipliedReportingOverflow(by: 10), width.multipliedReportingOverflow(by: 10))
            if isBeyond || next.overflow || wider.overflow { return ranges }
            (first, width) = (next.partialValue, wider.partialValue)
        }
    }
}
