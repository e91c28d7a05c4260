internal import TaskFlowSchema

/// Who holds a data directory, as it wrote down itself.
struct LockHolder: Equatable, Sendable {
    /// The program's command: `serve`, `restore` or `import`.
    let command: String
    /// The number of its process; another container counts its own.
    let process: Int
    /// Which database it works on, as ``ServerConfiguration/place`` says it.
    let database: String
    /// Where a server is reached, once it is.
    var url: String?

    init(command: String, process: Int, database: String, url: String? = nil) {
        self.command = command
        self.process = process
        self.database = database
        self.url = url
    }

    init?(_ bytes: [UInt8]) {
        guard let json = try? JSONParser.parse(bytes), let command = json["command"]?.stringValue,
            let process = json["process"]?.integerValue, let database = json["database"]?.stringValue
        else { return nil }
        self.init(command: command, process: process, database: database, url: json["url"]?.stringValue)
    }

    var bytes: [UInt8] {
        let json: JSON = [
            "command": .string(command), "process": .integer(process), "database": .string(database),
            "url": url.map { .string($0) } ?? .null,
        ]
        return json.bytes
    }

    /// `another server (process 12 at http://127.0.0.1:8000)`, as far as it is known.
    static func text(of holder: LockHolder?) -> String {
        guard let holder else { return "another server" }
        let who = holder.command == "serve" ? "another server" : "taskflow \(holder.command)"
        return "\(who) (process \(holder.process)\(holder.url.map { " at \($0)" } ?? ""))"
    }
}
