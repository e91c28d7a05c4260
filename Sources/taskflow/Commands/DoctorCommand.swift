internal import ArgumentParser
internal import TaskFlowSchema

/// `taskflow doctor`.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Look for what is wrong, and say how to mend it.",
        discussion: """
            taskflow doctor
            taskflow doctor --json

            Takes the same settings as serve, and looks at the configuration, the files, the clock, the database and the \
            SSO's keys. Exit 1 when something is wrong. It changes no data.
            """)

    @Flag(help: "Answer in JSON.")
    var json = false

    @OptionGroup var options: ServingOptions

    func run() async throws {
        let report = await report()
        StandardStreams.writeOutput((json ? report.json.text : report.text) + "\n")
        if !report.isHealthy { throw ExitCode(1) }
    }

    private func report() async -> DoctorReport {
        do throws(CommandFailure) {
            let configuration = try ServerConfiguration(SettingsSource.process(flags: options.flags))
            return await Doctor(
                configuration: configuration, allowsInsecureLocalSignIn: options.allowsInsecureLocalSignIn
            ).examine()
        } catch {
            return Doctor.refuse(error)
        }
    }
}
