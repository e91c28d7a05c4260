package import TaskFlowSchema

/// A page of a list; its body is the bare array.
package struct Page<Element: SchemaValue>: OperationOutput {
    package internal(set) var info: PageInfo
    /// The entries as JSON, where they have been written already.
    private let json: [UInt8]?
    private let values: [Element]?

    /// - Parameters:
    ///   - elements: The entries; `nil` where there is nothing of them but their JSON.
    ///   - json: The same entries as a JSON array, where they have been written already.
    init(_ elements: [Element]?, _ info: PageInfo, json: [UInt8]? = nil) {
        values = elements
        self.info = info
        self.json = json
    }

    /// The entries. Where they went into JSON at once they are read from it, as a caller would, at each call: what a later
    /// version of the program may have written is none.
    package var elements: [Element] { values ?? json.flatMap(Self.decoded) ?? [] }

    private static func decoded(_ json: [UInt8]) -> [Element]? {
        var issues = Issues()
        return (try? JSONParser.parse(json)).flatMap { [Element].decode($0, into: &issues) }
    }

    package static var listColumns: [ListColumn]? { (Element.self as? any Listed.Type)?.listColumns }
    package var page: PageInfo? { info }
    package var encoded: [UInt8]? { json }
    package var byteCount: Int { json?.count ?? 0 }

    package func write(to writer: inout JSONWriter) {
        if let json { writer.raw(json) } else { values?.encode(to: &writer) }
    }

    package static func describeBody(in definitions: inout Definitions) -> JSONObject? {
        [Element].describe(in: &definitions)
    }
}

/// Where a page stands in its list: what `Link` and `X-Total-Count` are made of.
package struct PageInfo: Sendable, Equatable {
    /// How to get to a neighbouring page.
    package enum Neighbour: Sendable, Equatable {
        case cursor(String)
        case offset(Int)
    }

    package var next: Neighbour?
    package var previous: Neighbour?
    /// How many entries the whole list has, when the caller asked.
    package var total: Int?

    package init(next: Neighbour? = nil, previous: Neighbour? = nil, total: Int? = nil) {
        self.next = next
        self.previous = previous
        self.total = total
    }
}
