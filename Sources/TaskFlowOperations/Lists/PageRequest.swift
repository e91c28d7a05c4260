package import TaskFlowSchema

/// Which page of a list a caller wants; a group of fields in the inputs of lists.
package struct PageRequest: Described {
    let limit: PageLimit
    let offset: PageOffset
    let cursor: Cursor?
    let total: Bool

    package static let schema = Schema(
        PageRequest.init,
        Field("limit", \.limit, in: .query, default: .standard, "How many entries to answer at most"),
        Field("offset", \.offset, in: .query, default: PageOffset.none, "How many entries to pass over"),
        Field("cursor", \.cursor, in: .query, "Where to go on, as a page's Link said; in place of offset"),
        Field("total", \.total, in: .query, default: false, "Whether to count the whole list (X-Total-Count)"))
}

/// The input of a list that takes nothing but a page.
package struct PageInput: Described {
    let page: PageRequest

    package static let schema = Schema(PageInput.init, Field(group: \.page))
}

/// How many entries a page has at most: 1–100.
package struct PageLimit: ConstrainedInteger {
    package static let range = 1...100
    /// What a caller gets who does not say.
    package static let standard = PageLimit(trusted: 50)
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}

/// How many entries of a list to pass over: at least 0.
package struct PageOffset: ConstrainedInteger {
    package static let range = 0...Int.max
    package static let none = PageOffset(trusted: 0)
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}

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
