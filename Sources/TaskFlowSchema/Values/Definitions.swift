/// The named types met while describing others, and how to refer to them.
public struct Definitions: Sendable {
    /// How a named type appears where it is used.
    public enum Style: Sendable {
        /// By `$ref` to this prefix and the name (OpenAPI: `#/components/schemas/`).
        case reference(prefix: String)
        /// Written out in place (MCP clients follow no references).
        case inline
    }

    private let style: Style
    /// The named types' schemas, by name in the order they were met.
    public private(set) var named = JSONObject()

    public init(style: Style) { self.style = style }

    /// Describes a named type once and returns what stands in its place.
    public mutating func define(_ name: String, _ describe: (inout Definitions) -> JSONObject) -> JSONObject {
        guard case .reference(let prefix) = style else { return describe(&self) }
        if named[name] == nil {
            named[name] = .null
            named[name] = .object(describe(&self))
        }
        return ["$ref": .string(prefix + name)]
    }
}
