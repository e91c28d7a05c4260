internal import HTTPTypes
internal import TaskFlowDomain
package import TaskFlowHTTP

/// The web board: one shell for all its pages, and its files. What it does it does by the REST routes.
package struct BoardPages: Mount {
    private static let paths = [
        "/", "/board", "/list", "/mine", "/inbox", "/agents", "/projects", "/projects/{slug}", "/tasks/{id}", "/keys",
        "/connect", "/plan", "/search", "/sign-in",
    ]

    private let files: WebFiles

    /// - Parameter files: Where the board's files are.
    package init(_ files: WebFiles = .embedded) { self.files = files }

    package func addRoutes(to routes: inout RouteTree, _ door: DoorParts) {
        let source = BoardSource(files, door)
        for path in Self.paths { routes.add(.get, path, BoardEndpoint(source) { $1.shell.answer($0, .ok) }) }
        routes.add(.get, "/assets/{name}", BoardEndpoint(source, Self.asset))
        routes.add(.get, "/favicon.svg", BoardEndpoint(source) { $1.icon.answer($0, .ok) })
        routes.add(.get, "/manifest.webmanifest", BoardEndpoint(source) { $1.manifest.answer($0, .ok) })
        // A page that does not exist is shown by the board, with a way back.
        routes.pageElsewhere = BoardEndpoint(source) { $1.shell.answer($0, .notFound) }
    }

    private static func asset(_ call: Call, _ files: BoardFiles) throws(TaskFlowError) -> Answer {
        let parts = call.parameters.first?.value.split(separator: ".", omittingEmptySubsequences: false) ?? []
        guard parts.count == 3, let (file, hash) = named(String(parts[0]), parts[2], files) else {
            throw TaskFlowError(.notFound, "Not Found")
        }
        // Behind one proxy servers of two versions may stand while one is replaced: the shell of the one takes the other's
        // file, which nobody keeps under that name.
        return file.answer(call, .ok, caching: parts[1] == hash ? nil : "no-cache")
    }

    private static func named(_ name: String, _ kind: Substring, _ files: BoardFiles) -> (PackedFile, hash: String)? {
        switch kind {
        case "js": files.scripts[name].map { ($0, files.scriptHash) }
        case "css" where name == "app": (files.style, files.style.hash)
        default: nil
        }
    }
}

/// The board's files, made once, or anew for each request where they are read from a folder.
private struct BoardSource: Sendable {
    private let files: WebFiles
    private let door: DoorParts
    private let made: BoardFiles

    init(_ files: WebFiles, _ door: DoorParts) {
        (self.files, self.door) = (files, door)
        made = Self.make(files, door)
    }

    var now: BoardFiles { if case .folder = files { Self.make(files, door) } else { made } }

    private static func make(_ files: WebFiles, _ door: DoorParts) -> BoardFiles {
        BoardFiles(files, prefix: door.address.prefix, version: door.settings.version)
    }
}

private struct BoardEndpoint: Endpoint {
    private let source: BoardSource
    private let make: @Sendable (Call, BoardFiles) throws(TaskFlowError) -> Answer

    init(_ source: BoardSource, _ make: @escaping @Sendable (Call, BoardFiles) throws(TaskFlowError) -> Answer) {
        self.source = source
        self.make = make
    }

    func answer(_ call: Call) async throws(TaskFlowError) -> Answer { try make(call, source.now) }
}
