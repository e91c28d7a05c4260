internal import TaskFlowSchema

/// A row of a query's result.
struct FakeRow: ColumnReader {
    let values: [ColumnValue]

    func isNull(_ column: Int) -> Bool { values[column] == .null }

    func integer(_ column: Int) -> Int {
        if case .integer(let value) = values[column] { value } else { 0 }
    }

    func bool(_ column: Int) -> Bool { values[column] == .bool(true) }

    func text(_ column: Int) -> String {
        if case .text(let value) = values[column] { value } else { "" }
    }
}
