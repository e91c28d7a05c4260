package import HTTPTypes

/// Finds what answers at a path, segment by segment; a literal segment goes before a parameter.
package struct RouteTree: Sendable {
    /// What was found, and the parameters' values in order.
    typealias Match = (resource: Resource, values: [String])

    private struct Node {
        var literals: [(segment: String, node: Int)] = []
        var parameter: Int?
        var resource: Resource?
    }

    private var nodes = [Node()]
    /// What is shown to people where there is nothing: asked for pages at paths that nobody has, outside `/api` and `/mcp`.
    package var pageElsewhere: (any Endpoint)?

    /// Hands a path without parameters to an endpoint that answers to every method.
    package mutating func give(_ template: String, to endpoint: any Endpoint, allow: String) {
        let node = template.split(separator: "/").reduce(0) { child(of: $0, String($1)) }
        var resource = nodes[node].resource ?? Resource(template)
        resource.give(to: endpoint, allow: allow)
        nodes[node].resource = resource
    }

    /// Adds an endpoint at a method and a path; a segment in braces is a parameter.
    package mutating func add(_ method: HTTPRequest.Method, _ template: String, _ endpoint: any Endpoint) {
        var node = 0
        var names: [String] = []
        for segment in template.split(separator: "/").map(String.init) {
            if segment.hasPrefix("{") { names.append(String(segment.dropFirst().dropLast())) }
            node = child(of: node, segment)
        }
        var resource = nodes[node].resource ?? Resource(template)
        resource.add(method, names, endpoint)
        nodes[node].resource = resource
    }

    /// What stands at a path as it was sent, percent-encoded; `nil` where nothing does.
    func match(_ path: Substring) -> Match? {
        guard path.utf8.first == slash else { return nil }
        if path.utf8.count == 1 { return nodes[0].resource.map { ($0, []) } }
        return match(path.utf8.dropFirst(), from: 0, [])
    }

    private let slash = UInt8(ascii: "/")

    /// - Parameter rest: What follows a slash; `nil` behind the last segment.
    private func match(_ rest: Substring.UTF8View?, from index: Int, _ values: [String]) -> Match? {
        guard let rest else { return nodes[index].resource.map { ($0, values) } }
        let end = rest.firstIndex(of: slash) ?? rest.endIndex
        let segment = rest[..<end]
        let behind = end == rest.endIndex ? nil : rest[rest.index(after: end)...]
        if let literal = literal(segment, below: index), let match = match(behind, from: literal, values) {
            return match
        }
        guard let parameter = nodes[index].parameter, !segment.isEmpty else { return nil }
        return match(behind, from: parameter, values + [PercentDecoding.decode(segment, plusIsSpace: false)])
    }

    private func literal(_ segment: Substring.UTF8View, below index: Int) -> Int? {
        let literals = nodes[index].literals
        if segment.contains(UInt8(ascii: "%")) {
            let text = PercentDecoding.decode(segment, plusIsSpace: false)
            return literals.first { $0.segment == text }?.node
        }
        return literals.first { $0.segment.utf8.elementsEqual(segment) }?.node
    }

    private mutating func child(of node: Int, _ segment: String) -> Int {
        let isParameter = segment.hasPrefix("{")
        let known = isParameter ? nodes[node].parameter : nodes[node].literals.first { $0.segment == segment }?.node
        if let known { return known }
        nodes.append(Node())
        let new = nodes.count - 1
        if isParameter { nodes[node].parameter = new } else { nodes[node].literals.append((segment, new)) }
        return new
    }
}

/// A path of the server and what answers there, method by method.
struct Resource: Sendable {
    /// The path with its parameters in braces.
    let template: String
    /// The value of `Allow`.
    private(set) var allow = ""
    private var entries: [Entry] = []
    /// What answers to every method, and looks at Host and Origin itself.
    private(set) var master: (any Endpoint)?

    private struct Entry: Sendable {
        let method: HTTPRequest.Method
        let parameters: [String]
        let endpoint: any Endpoint
    }

    init(_ template: String) { self.template = template }

    mutating func add(_ method: HTTPRequest.Method, _ parameters: [String], _ endpoint: any Endpoint) {
        precondition(!entries.contains { $0.method == method }, "\(method) \(template) is declared twice")
        entries.append(Entry(method: method, parameters: parameters, endpoint: endpoint))
        let methods = entries.map(\.method.rawValue)
        allow = (methods + (methods.contains("GET") ? ["HEAD"] : []) + ["OPTIONS"]).joined(separator: ", ")
    }

    /// Hands the path to an endpoint that answers to every method.
    mutating func give(to endpoint: any Endpoint, allow: String) {
        precondition(entries.isEmpty && master == nil, "\(template) is declared twice")
        master = endpoint
        self.allow = allow
    }

    /// What answers to a method, and its parameters' names; `HEAD` is answered as `GET`.
    func endpoint(for method: HTTPRequest.Method) -> (any Endpoint, parameters: [String])? {
        let method = method == .head ? .get : method
        return entries.first { $0.method == method }.map { ($0.endpoint, $0.parameters) }
    }
}
