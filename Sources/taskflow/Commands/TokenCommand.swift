internal import ArgumentParser
internal import Foundation
internal import TaskFlowClient
internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema
internal import TaskFlowStorage

/// `taskflow token`.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Manage keys on the database directly.", subcommands: [TokenCreateCommand.self])

    func run() async throws { throw CommandFailure.usage("Say what to do with 'token' (see taskflow token --help)") }
}

/// `taskflow token create`, for whoever administers the machine.
struct TokenCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a key on the database directly, server running or not.",
        discussion: """
            taskflow token create --worker @claude
            taskflow token create --worker @ada --type human --admin --expires 30d

            Registers the worker where it is not yet known, and prints the key alone. It is never shown again. The database \
            must be there: it is the server's, with the server's settings.
            """)

    @Option(help: ArgumentHelp("The worker's handle.", valueName: "@id"))
    var worker: String

    @Option(help: "human or agent; agent unless told otherwise.")
    var type: String?

    @Option(help: "The worker's tenant.")
    var tenant: String?

    @Option(
        name: [.customLong("scopes"), .customLong("scope")],
        help: ArgumentHelp(
            """
            What the key may be used for, separated by spaces or commas, or repeated. Unless told otherwise tasks:read, \
            tasks:write and audit:read for an agent, everything for a person or an admin.
            """, valueName: "scopes"))
    var scopes: [String] = []

    @Option(
        help: ArgumentHelp("When the key ends by itself: 12h, 30d, 2w; never unless told otherwise.", valueName: "time")
    )
    var expires: String?

    @Flag(help: "Make the worker an admin of its tenant.")
    var admin = false

    @OptionGroup var storage: StorageOptions

    func run() async throws {
        let grant = try grant()
        let configuration = try ServerConfiguration(SettingsSource.process(flags: storage.flags))
        try configuration.checkServersDatabase()
        let key = try await OpenDatabase.using(configuration, makes: false) { database throws(TaskFlowError) in
            try await database.migrate(Migration.all)
            return try await grant.issue(
                in: database, mode: configuration.signIn.mode, requestID: UUID().uuidString.lowercased())
        }
        StandardStreams.writeOutput(key + "\n")
        if let complaint = StandardOutput.complain() {
            throw CommandFailure.failed("\(complaint). The key that was made is lost: revoke it and make another")
        }
    }

    private func grant() throws(CommandFailure) -> KeyGrant {
        let arguments = GrantArguments()
        var grant = KeyGrant(handle: try arguments.handle(worker))
        if let type { grant.type = try arguments.type(type) }
        if let tenant { grant.tenant = try arguments.tenant(tenant) }
        if !scopes.isEmpty { grant.scopes = try arguments.scopes(scopes.joined(separator: " ")) }
        if let expires { grant.lifetime = try arguments.seconds(expires) }
        grant.isAdmin = admin
        return grant
    }
}

/// Reads the arguments of `taskflow token create`; the refusals are those of the API's fields.
private struct GrantArguments {
    func handle(_ text: String) throws(CommandFailure) -> Handle {
        let meant: Handle? = try? value("@" + text, "--worker")
        if let meant { throw .usage("--worker: '\(text)' is no handle: write \(meant)") }
        return try value(text, "--worker")
    }

    func type(_ text: String) throws(CommandFailure) -> WorkerType { try value(text, "--type") }

    func tenant(_ text: String) throws(CommandFailure) -> TenantID { try value(text, "--tenant") }

    func scopes(_ text: String) throws(CommandFailure) -> Scopes {
        var scopes: [Scope] = []
        for word in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
            scopes.append(try value(String(word), "--scopes"))
        }
        guard !scopes.isEmpty else { throw .usage("--scopes: name at least one scope") }
        return Scopes(scopes)
    }

    /// Seconds of `90m`, `12h`, `30d` or `2w`.
    func seconds(_ text: String) throws(CommandFailure) -> Int {
        let units: [Character: Int] = ["m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()),
            (1...100_000).contains(count)
        else { throw .usage("--expires: '\(text)' is not a time like 12h, 30d or 2w") }
        return count * unit
    }

    private func value<Value: SchemaValue>(_ text: String, _ flag: String) throws(CommandFailure) -> Value {
        var issues = Issues()
        if let value = Value.decode(.string(text), into: &issues) { return value }
        throw .usage("\(flag): '\(text)': \(issues.all.first?.message ?? "is not valid")")
    }
}
