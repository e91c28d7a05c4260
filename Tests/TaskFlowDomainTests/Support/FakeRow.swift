internal import TaskFlowSchema

/// A row of one column.
struct FakeRow: ColumnReader {
    let value: ColumnValue

    func isNull(_ column: Int) -> Bool { value == .null }

    func integer(_ column: Int) -> Int {
        if case .integer(let number) = value { number } else { 0 }
    }

    func bool(_ column: Int) -> Bool { value == .bool(true) }

    func text(_ column: Int) -> String {
        if case .text(let text) = value { text } else { "" }
    }
}
