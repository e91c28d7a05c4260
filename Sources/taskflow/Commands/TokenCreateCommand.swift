internal import ArgumentParser
internal import Foundation
internal import TaskFlowClient
internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowStorage

/// `taskflow token create`, for whoever administers the machine.
struct TokenCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a key on the database directly, server running or not.",
        discussion: """
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
