/// Some of a type's fields, for whoever wants no more than those: nothing else is read from a row, and nothing else written.
public struct FieldSelection: Sendable {
    private let fields: [FieldInfo]
    private let starts: [Int]
    /// The columns to select for ``write(_:to:)``, in order.
    public let columns: [String]
    // What each row needs, side by side, and the names in one piece, each with a `null` behind it where that is what may follow.
    private let steps: [Step]
    private let names: [UInt8]

    /// One field of a row.
    private struct Step: Sendable {
        let nameBegin: Int
        let nameEnd: Int
        let nullEnd: Int
        let column: Int
        let copy: ColumnCopy
    }

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
        var (names, steps): ([UInt8], [Step]) = ([], [])
        for (field, start) in zip(fields, starts) {
            // The first one has nothing before it.
            let name = names.isEmpty ? field.encodedName.dropFirst() : field.encodedName[...]
            let begin = names.count
            names += name
            let end = names.count
            if field.copyPresent != nil { names += Array("null".utf8) }
            steps.append(
                Step(
                    nameBegin: begin, nameEnd: end, nullEnd: names.count, column: start,
                    copy: field.copyPresent ?? field.copy))
        }
        (self.names, self.steps) = (names, steps)
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
                for step in steps {
                    // Half of what most rows hold.
                    if step.nullEnd > step.nameEnd, row.isNull(step.column) {
                        writer.member(UnsafeBufferPointer(rebasing: names[step.nameBegin..<step.nullEnd]))
                        continue
                    }
                    writer.name(before: UnsafeBufferPointer(rebasing: names[step.nameBegin..<step.nameEnd]))
                    try step.copy(row, step.column, &writer)
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
