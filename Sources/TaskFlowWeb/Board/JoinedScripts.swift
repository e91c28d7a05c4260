internal import Foundation

/// The board's modules as a browser is given them: one file of what is needed at once, and one for each room.
///
/// All modules of a file share one scope. A room is a function of the names that it uses of the main file, so that it runs only once,
/// beside the very modules that run already. What the main file writes as `import('./agents.js')` asks for the room of that module.
struct JoinedScripts {
    /// In the names of the files: tells one state of all of them from another.
    let hash: String
    let main: String
    /// By name.
    let rooms: [String: String]

    init(_ files: WebFiles) {
        let listed = ListedFiles("modules.txt", files)
        let places = Dictionary(
            listed.rooms.flatMap { room in room.paths.map { ($0, room.name) } }, uniquingKeysWith: { first, _ in first }
        )
        let modules = listed.rooms.map { room in (room.name, room.paths.map { Module($0, files) }) }
        let used = modules.flatMap { $1.flatMap { $0.imports { places[$0] == nil } } }
        var main = listed.main.map { Module($0, files).text(places) }.joined(separator: "\n")
        if !modules.isEmpty { main += "\nfunction joinedNames() { return { \(Self.list(used)) }; }" }
        let rooms = modules.map { name, modules in (name, Self.room(modules, places)) }
        let hash = PackedFile.hash(Array(([main] + rooms.map(\.1)).joined(separator: "\n").utf8))
        self.hash = hash
        self.main = main.replacing(Module.hashMark, with: hash)
        self.rooms = Dictionary(rooms, uniquingKeysWith: { first, _ in first })
    }

    private static func room(_ modules: [Module], _ places: [String: String]) -> String {
        let names = modules.flatMap { $0.imports { places[$0] == nil } }
        return """
            let made;
            export const open = (names) => made ??= make(names);
            function make({ \(list(names)) }) {
            \(modules.map { $0.text(places) }.joined(separator: "\n"))
            return { \(list(modules.flatMap(\.exports))) };
            }
            """
    }

    private static func list(_ names: [String]) -> String { Set(names).sorted().joined(separator: ", ") }
}

/// A module of the board.
private struct Module {
    static let hashMark = "{{hash}}"

    private let path: String
    private let lines: [Substring]

    init(_ path: String, _ files: WebFiles) {
        self.path = path
        lines = files.text(path).utf8.split(separator: UInt8(ascii: "\n")).map {
            Substring($0.drop { $0 == UInt8(ascii: " ") })
        }
    }

    /// Without its `import` lines and the word `export`. What is there for those who read the code goes as well, the lines of
    /// comment and the indents: a sixth of what is sent.
    func text(_ places: [String: String]) -> String {
        lines.filter { !$0.hasPrefix("import ") && !$0.hasPrefix("//") }
            .map { $0.hasPrefix("export ") ? $0.dropFirst("export ".count) : $0 }
            .map { asking(for: places, $0) }.joined(separator: "\n")
    }

    /// A line whose `import('./agents.js')` asks for the room of that module.
    private func asking(for places: [String: String], _ line: Substring) -> String {
        var (asking, rest) = ("", line)
        while let module = rest.between("import('", "')") {
            let room = places[resolved(module.text)] ?? ""
            asking += module.before
            asking += "import('./\(room).\(Self.hashMark).js').then((room) => room.open(joinedNames()))"
            rest = module.after
        }
        return asking + rest
    }

    /// The names that it takes of modules that are `wanted`.
    func imports(_ wanted: (String) -> Bool) -> [String] {
        lines.filter { $0.hasPrefix("import ") }.flatMap { line -> [String] in
            guard let names = line.between("{ ", " }"), let module = names.after.between("from '", "'"),
                wanted(resolved(module.text))
            else { return [] }
            return names.text.split(separator: ", ").map(String.init)
        }
    }

    var exports: [String] {
        lines.filter { $0.hasPrefix("export ") }.compactMap { line in
            let words = line.split(separator: " ").dropFirst().drop { $0 == "async" }
            guard let kind = words.first, ["function", "const", "class"].contains(kind) else { return nil }
            return words.dropFirst().first.map { String($0.prefix { $0.isLetter || $0.isNumber || $0 == "_" }) }
        }
    }

    /// A path as the module writes it, from its own folder, as the lists write it.
    private func resolved(_ relative: Substring) -> String {
        var parts = path.split(separator: "/").dropLast()
        for part in relative.split(separator: "/") where part != "." {
            if part == ".." { parts = parts.dropLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}

extension Substring {
    /// What stands between the first of one text and the next of another, and what is around it; `nil` where they do not follow. Not by
    /// a regular expression, nor by the search that those use: it took half of the server's start.
    fileprivate func between(
        _ opening: String, _ closing: String
    ) -> (before: Substring, text: Substring, after: Substring)? {
        guard let start = range(of: opening, options: .literal),
            let end = range(of: closing, options: .literal, range: start.upperBound..<endIndex)
        else { return nil }
        return (self[..<start.lowerBound], self[start.upperBound..<end.lowerBound], self[end.upperBound...])
    }
}
