internal import TaskFlowSchema

/// Takes the rows of a list until the page is full, of rows or of bytes; what it takes is written as JSON right away, once.
struct PageFilling<Element: SchemaValue> {
    /// A page ends before the entry with which its JSON would pass so many bytes; one entry it always has.
    static var byteLimit: Int { 4 << 20 }

    private let limit: Int
    private let byteLimit: Int
    private var writer = JSONWriter(reserving: 16384)
    private(set) var elements: [Element] = []
    private(set) var positions: [Cursor.Position] = []
    /// Whether the list goes on behind the page.
    private(set) var hasMore = false
    /// Whether bytes, and not the number asked for, ended the page.
    private(set) var wasCut = false

    init(limit: Int, byteLimit: Int = byteLimit) {
        self.limit = limit
        self.byteLimit = byteLimit
        elements.reserveCapacity(limit)
        positions.reserveCapacity(limit)
        writer.beginArray()
    }

    /// Takes the next entry, or says that it does not go into the page.
    mutating func take(_ element: Element, at position: Cursor.Position) -> Bool {
        guard elements.count < limit else {
            hasMore = true
            return false
        }
        let mark = writer.mark
        element.encode(to: &writer)
        if writer.bytes.count >= byteLimit, !elements.isEmpty {
            writer.goBack(to: mark)
            (hasMore, wasCut) = (true, true)
            return false
        }
        elements.append(element)
        positions.append(position)
        return true
    }

    /// The entries as a JSON array.
    mutating func json() -> [UInt8] {
        writer.endArray()
        return writer.bytes
    }
}
