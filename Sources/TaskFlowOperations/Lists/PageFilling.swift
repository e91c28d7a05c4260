internal import TaskFlowDomain
internal import TaskFlowSchema

/// Takes the rows of a list until the page is full, of rows or of bytes; what it takes is written as JSON right away, once.
struct PageFilling<Element: SchemaValue> {
    /// A page ends before the entry with which its JSON would pass so many bytes; one entry it always has.
    static var byteLimit: Int { 4 << 20 }

    private let limit: Int
    private let byteLimit: Int
    private var writer: JSONWriter
    /// Where in the JSON each entry begins; the first of them behind the bracket, the others at their comma.
    private var starts: [Int] = []
    /// What was taken, where it was taken as values.
    private(set) var elements: [Element]?
    /// Where the first entry that was taken stands, and the last one.
    private(set) var ends: (first: Cursor.Position, last: Cursor.Position)?
    /// Whether the list goes on behind the page.
    private(set) var hasMore = false
    /// Whether bytes, and not the number asked for, ended the page.
    private(set) var wasCut = false

    /// - Parameter keepsElements: Whether the values are wanted, and not their JSON alone.
    init(limit: Int, byteLimit: Int = byteLimit, keepsElements: Bool) {
        self.limit = limit
        self.byteLimit = byteLimit
        // A task without much text takes less than that.
        writer = JSONWriter(reserving: (limit + 1) << 10)
        starts.reserveCapacity(limit)
        if keepsElements { elements = [] }
        elements?.reserveCapacity(limit)
        writer.beginArray()
    }

    /// Takes the next entry, or says that it does not go into the page.
    ///
    /// - Parameters:
    ///   - element: The entry; `nil` where only its JSON is wanted.
    ///   - write: Writes the entry's JSON.
    mutating func take(
        _ element: Element?, at position: @autoclosure () -> Cursor.Position,
        _ write: (inout JSONWriter) throws(TaskFlowError) -> Void
    ) throws(TaskFlowError) -> Bool {
        guard starts.count < limit else {
            hasMore = true
            return false
        }
        let mark = writer.mark
        let start = writer.count
        try write(&writer)
        if writer.count >= byteLimit, !starts.isEmpty {
            writer.goBack(to: mark)
            (hasMore, wasCut) = (true, true)
            return false
        }
        starts.append(start)
        if let element { elements?.append(element) }
        let position = position()
        ends = (ends?.first ?? position, position)
        return true
    }

    /// The entries as a JSON array, in the order they were taken or the other way round.
    mutating func json(reversed isReversed: Bool) -> [UInt8] {
        writer.endArray()
        let json = writer.finish()
        return isReversed ? Self.reversed(json, starts) : json
    }

    private static func reversed(_ json: [UInt8], _ starts: [Int]) -> [UInt8] {
        guard let first = starts.first else { return json }
        var bytes = [json[0]]
        bytes.reserveCapacity(json.count)
        var end = json.count - 1
        for start in starts.reversed() {
            if end < json.count - 1 { bytes.append(UInt8(ascii: ",")) }
            bytes += json[(start == first ? start : start + 1)..<end]
            end = start
        }
        bytes.append(UInt8(ascii: "]"))
        return bytes
    }
}
