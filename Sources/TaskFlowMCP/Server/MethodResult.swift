internal import TaskFlowSchema

/// What a method answers, before the revision's own members are added.
struct MethodResult: Sendable {
    /// How long a client may keep a result, and for whom (2026-07-28).
    struct Caching: Sendable {
        let milliseconds: Int
        /// Whether it is the same for every caller.
        let isPublic: Bool

        /// What changes with the program alone.
        static let program = Caching(milliseconds: 3_600_000, isPublic: true)
        /// What changes with the caller's tasks and projects: never fresh.
        static let none = Caching(milliseconds: 0, isPublic: false)
    }

    var members: JSONObject
    var caching: Caching?
    /// For the log alone: what lay behind a fault of the server that the result tells of.
    var cause: String?

    init(_ members: JSONObject, caching: Caching? = nil) {
        self.members = members
        self.caching = caching
    }

    /// The result as a revision wants it.
    func object(in era: Era, _ server: ServerInfo) -> JSONObject {
        guard era == .modern else { return members }
        var result: JSONObject = ["resultType": "complete"]
        for (name, value) in members.members { result[name] = value }
        if let caching {
            result["ttlMs"] = .integer(caching.milliseconds)
            result["cacheScope"] = caching.isPublic ? "public" : "private"
        }
        var meta = members["_meta"]?.objectValue ?? [:]
        meta[Envelope.serverInfo] = server.json
        result["_meta"] = .object(meta)
        return result
    }
}
