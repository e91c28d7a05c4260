public import TaskFlowSchema

/// A page of a list; its body is the bare array.
public struct Page<Element: SchemaValue>: OperationOutput {
    public let elements: [Element]
    public let info: PageInfo

    public init(_ elements: [Element], _ info: PageInfo) {
        self.elements = elements
        self.info = info
    }

    public var page: PageInfo? { info }

    public func write(to writer: inout JSONWriter) { elements.encode(to: &writer) }
    public static func describeBody(in definitions: inout Definitions) -> JSONObject? {
        [Element].describe(in: &definitions)
    }
}
