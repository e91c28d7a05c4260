/// Some of a type's fields, for whoever wants no more than those: nothing else is read from a row, and nothing else written.
public struct FieldSelection: Sendable {
    private let fields: [FieldInfo]
    private let starts: [Int]
    /// The columns to select for ``write(_:to:)``, in order.
    public let columns: [String]
    // What each row needs, side by side: nothing of it has to be counted as held while the row is written.
    private let copies: [ColumnCopy]
    private let names: [UInt8]
    private let nameEnds: [Int]

    init(_ fields: [FieldInfo]) {
        var starts: [Int] = []
        var columns: [String] = []
        for field in fields {
            starts.append(columns.count)
            columns += field.columns
        }
        self.init(fields, at: starts, of: columns)
    }

    private init(_ fields: [FieldInfo], at starts: [Int], of columns: [String]) {
        self.fields = fields
        self.starts = starts
        self.columns = columns
        copies = fields.map(\.copy)
        var (names, nameEnds): ([UInt8], [Int]) = ([], [])
        for field in fields {
            names += field.encodedName
            nameEnds.append(names.count)
        }
        self.names = names
        self.nameEnds = nameEnds
    }

    /// Those of some names, out of rows with the same columns.
    public func narrowed(to names: [String]) -> FieldSelection {
        let kept = fields.indices.filter { names.contains(fields[$0].name) }
        return FieldSelection(kept.map { fields[$0] }, at: kept.map { starts[$0] }, of: columns)
    }

    /// Writes the object that a row holds; answers whether the row holds what the fields allow. No value is made of it
    /// (``ColumnCopy``).
    public func write(_ row: any ColumnReader, to writer: inout JSONWriter) -> Bool {
        writer.beginObject()
        let isWhole = names.withUnsafeBufferPointer { names in
            do throws(NoColumnValue) {
                var begin = 0
                for index in copies.indices {
                    let end = nameEnds[index]
                    writer.name(encoded: UnsafeBufferPointer(rebasing: names[begin..<end]))
                    begin = end
                    try copies[index](row, starts[index], &writer)
                }
                return true
            } catch { return false }
        }
        writer.endObject()
        return isWhole
    }
}

extension Schema {
    /// The fields of some names, in declared order; for types that are rows.
    public func selection(_ names: [String]) -> FieldSelection {
        FieldSelection(fields.filter { names.contains($0.name) })
    }

    /// Writes a value as an object with some of its fields, in declared order; for types without groups.
    public func encode(_ root: Root, only names: [String], to writer: inout JSONWriter) {
        writer.beginObject()
        for (field, write) in zip(fields, writeFields) where names.contains(field.name) { write(root, &writer) }
        writer.endObject()
    }
}
