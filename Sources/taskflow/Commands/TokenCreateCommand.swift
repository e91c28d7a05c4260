internal import ArgumentParser
internal import TaskFlowOperations
internal import TaskFlowStorage

/// `taskflow token create`, for whoever administers the machine.
struct TokenCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a key on the database directly, server running or not.",
        discussion: "Registers the worker where it is not yet known, and prints the key alone. It is never shown again."
    )

    @Option(help: ArgumentHelp("The worker's handle.", valueName: "@id"))
    var worker: String

    @Option(help: "human or agent; agent unless told otherwise.")
    var type: String?

    @Option(help: "The worker's tenant.")
    var tenant: String?

    @Option(help: "What the key may be used for, separated by spaces or commas; everything unless told otherwise.")
    var scopes: String?

    @Option(
        help: ArgumentHelp("When the key ends by itself: 12h, 30d, 2w; never unless told otherwise.", valueName: "time")
    )
    var expires: String?

    @Flag(help: "Make the worker an admin of its tenant.")
    var admin = false

    @OptionGroup var storage: StorageOptions

    func run() async throws {
        let grant = try grant()
        let configuration = try ServerConfiguration(try await SettingsSource.process(flags: storage.flags))
        let database = try await OpenDatabase.open(configuration)
        do throws(CommandFailure) {
            _ = try await OpenDatabase.migrate(database)
            let key = try await issue(grant, in: database, mode: configuration.signIn.mode)
            await database.close()
            StandardStreams.writeOutput(key + "\n")
        } catch {
            await database.close()
            throw error
        }
    }

    private func grant() throws(CommandFailure) -> KeyGrant {
        let arguments = GrantArguments()
        var grant = KeyGrant(handle: try arguments.handle(worker))
        if let type { grant.type = try arguments.type(type) }
        if let tenant { grant.tenant = try arguments.tenant(tenant) }
        if let scopes { grant.scopes = try arguments.scopes(scopes) }
        if let expires { grant.lifetime = try arguments.seconds(expires) }
        grant.isAdmin = admin
        return grant
    }
}
