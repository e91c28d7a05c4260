internal import TaskFlowImporters

/// What a line of `taskflow import` says.
struct ImportLine {
    private(set) var path = ""
    private(set) var wishes = ImportWishes()
    private(set) var project: String?
    private(set) var isDryRun = false
    private(set) var includesDropped = false
    private(set) var includesDeleted = false
    private(set) var isJSON = false
    private(set) var isQuiet = false
    /// Whom the file's people are here, by how it writes them.
    private(set) var people: [String: String] = [:]
    private(set) var options = ClientOptions()

    init(_ words: [String]) throws(UsageError) {
        var (rest, paths) = (words[...], [String]())
        while let word = rest.popFirst() {
            switch Token(word) {
            case .end:
                paths += rest
                rest = []
            case .value(let path): paths.append(path)
            case .flag(let name, let attached): try read(name, attached, &rest)
            }
        }
        guard let path = paths.first else { throw Self.usage("Missing argument FILE") }
        guard paths.count == 1 else { throw Self.usage("Unexpected argument '\(paths[1])'") }
        self.path = path
        wishes.includesDropped = includesDropped
    }

    private mutating func read(
        _ name: String, _ attached: String?, _ rest: inout ArraySlice<String>
    ) throws(UsageError) {
        switch name {
        case "--dry-run": isDryRun = true
        case "--include-dropped": includesDropped = true
        case "--include-deleted": includesDeleted = true
        case "--json": isJSON = true
        case "--quiet", "-q": isQuiet = true
        case "--from", "--project", "-p", "--map", "--date-order", ClientOptions.dataDirectoryFlag:
            guard let value = attached ?? rest.popFirst() else { throw Self.usage("\(name) needs a value") }
            try set(name, value)
        default:
            let nearest = Suggestion.nearest(to: name, among: Self.flags).map { ". Did you mean '\($0)'?" } ?? ""
            throw Self.usage("Unknown flag '\(name)'\(nearest)")
        }
    }

    private static let flags = [
        "--dry-run", "--include-dropped", "--include-deleted", "--json", "--quiet", "--from", "--project", "--map",
        "--date-order", ClientOptions.dataDirectoryFlag,
    ]

    private mutating func set(_ name: String, _ value: String) throws(UsageError) {
        switch name {
        case "--from":
            guard let format = ImportFormat(rawValue: value.lowercased()) else {
                let names = ImportFormat.allCases.map(\.rawValue).joined(separator: ", ")
                throw Self.usage("--from: '\(value)' is none of \(names)")
            }
            wishes.format = format
        case "--date-order":
            guard let order = ImportWishes.DateOrder(rawValue: value.lowercased()) else {
                throw Self.usage("--date-order: '\(value)' is none of dmy, mdy, ymd")
            }
            wishes.dateOrder = order
        case "--map":
            let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw Self.usage("--map: '\(value)' is not like alice=@ada") }
            people[parts[0].lowercased()] = parts[1].hasPrefix("@") || parts[1] == "me" ? parts[1] : "@\(parts[1])"
        case ClientOptions.dataDirectoryFlag: options.dataDirectory = value
        default: project = value
        }
    }

    private static func usage(_ message: String) -> UsageError {
        UsageError(message, hint: "taskflow import --help")
    }
}
