/// One file that is joined of many, in a listed order: over HTTP/1.1 one file is there sooner than twenty (docs/web.md).
struct JoinedFile {
    let text: String

    static func styles(_ files: WebFiles) -> JoinedFile {
        JoinedFile(text: ListedFiles("styles.txt", files).main.map(files.text).joined(separator: "\n"))
    }
}

/// The files that a list names: those that are joined to one, and those of each room, a part of the board that is fetched when it is
/// first opened. In the list a line `[plan]` begins the room `plan`.
struct ListedFiles {
    let main: [String]
    let rooms: [(name: String, paths: [String])]

    init(_ name: String, _ files: WebFiles) {
        var lists: [(name: String, paths: [String])] = [("", [])]
        for line in files.text(name).split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("["), line.hasSuffix("]") {
                lists.append((String(line.dropFirst().dropLast()), []))
            } else {
                lists[lists.count - 1].paths.append(String(line))
            }
        }
        main = lists[0].paths
        rooms = Array(lists.dropFirst())
    }
}
