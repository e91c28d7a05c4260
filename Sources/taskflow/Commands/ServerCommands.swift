internal import ArgumentParser
internal import Foundation
internal import TaskFlowClient

/// The commands for whoever runs a server.
struct ServerCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "taskflow", abstract: "A task server for crews made of people and AI agents.",
        subcommands: [
            ServeCommand.self, MigrateCommand.self, BackupCommand.self, RestoreCommand.self, DatabaseCommand.self,
            DoctorCommand.self, TokenCommand.self,
        ])

    /// The words that begin a server command.
    static let names: Set<String> = ["serve", "migrate", "backup", "restore", "database", "doctor", "token"]

    /// What the client's help and completion show of them.
    static let summaries = [
        CommandSummary(
            "serve", "Run the server",
            flags: summaryFlags(Setting.allCases) + [.init("--allow-insecure-local-auth")]),
        CommandSummary(
            "migrate", "Bring the database up to this version", flags: summaryFlags(StorageOptions.settings)),
        moving("backup", "Copy an SQLite database while the server runs", "--force"),
        moving("restore", "Put a backup in the place of an SQLite database", "--yes", "--force"),
        moving("database export", "Write all data to a file, for any other engine", "--force"),
        moving("database import", "Read what that wrote into an empty database"),
        CommandSummary(
            "doctor", "Look for what is wrong, and say how to mend it",
            flags: summaryFlags(Setting.allCases) + [.init("--allow-insecure-local-auth"), .init("--json")]),
        CommandSummary(
            "token create", "Make a key on the database directly",
            flags: [
                .init("--worker", value: "@ID"), .init("--type", value: "TYPE", choices: ["human", "agent"]),
                .init("--tenant", value: "TENANT"),
                .init("--scopes", value: "SCOPES"), .init("--expires", value: "TIME"), .init("--admin"),
            ] + summaryFlags(StorageOptions.settings)),
    ]

    /// Runs one of the commands and returns the exit code.
    static func run(_ arguments: [String]) async -> Int32 {
        // New files, the database above all, are readable by their owner alone.
        umask(0o077)
        if let page = ServerHelp(arguments) {
            let terminal = Terminal.current(environment: ProcessInfo.processInfo.environment)
            StandardStreams.writeOutput(page.text(width: terminal.width) + "\n")
            return 0
        }
        do {
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return 0
        } catch let failure as CommandFailure {
            return failure.report()
        } catch let code as ExitCode {
            // What there was to say has been said.
            return code.rawValue
        } catch {
            return report(error, arguments)
        }
    }

    // ArgumentParser's own exit code for wrong usage is 64; docs/contract.md says 2.
    private static func report(_ error: any Error, _ arguments: [String]) -> Int32 {
        let lines = message(for: error).split(whereSeparator: \.isNewline).joined(separator: " ")
        let line = lines.hasSuffix(".") ? String(lines.dropLast()) : lines
        guard exitCode(for: error) == .validationFailure else { return CommandFailure.failed(line).report() }
        return CommandFailure.usage("\(line) (see taskflow \(phrase(of: arguments)) --help)").report()
    }

    /// The command's own words: `token create`.
    private static func phrase(of arguments: [String]) -> String {
        let phrases = summaries.map(\.words).filter { arguments.starts(with: $0) }
        return phrases.first?.joined(separator: " ") ?? arguments.first ?? ""
    }

    private static func moving(_ name: String, _ summary: String, _ flags: String...) -> CommandSummary {
        CommandSummary(
            name, summary, flags: flags.map { .init($0) } + summaryFlags(StorageOptions.settings), argument: "FILE")
    }

    private static func summaryFlags(_ settings: [Setting]) -> [CommandSummary.Flag] {
        settings.map { setting in
            let value = setting == .dataDirectory ? "DIR" : "VALUE"
            return CommandSummary.Flag(
                setting.flag, value: setting.isSwitch ? nil : value, choices: setting.choices)
        }
    }
}
