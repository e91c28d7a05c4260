internal import HTTPTypes

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
