internal import Configuration
internal import Foundation

/// What flags, environment and `.env` say of each setting, the first of them that says anything.
struct SettingsSource: Sendable {
    /// A setting's text and what to call it in an error: `--port` or `PORT`.
    struct Value: Equatable {
        let text: String
        let name: String
    }

    private let reader: ConfigReader
    private let flags: Set<Setting>
    /// The process's environment, for what has no setting.
    let environment: [String: String]

    init(flags: [Setting: String], environment: [String: String], file: EnvironmentVariablesProvider) {
        let given = flags.map {
            (AbsoluteConfigKey($0.key.components), ConfigValue(.string($0.value), isSecret: false))
        }
        // An empty variable is how many tools spell "not set".
        let variables = environment.filter { !$0.value.isEmpty }
        reader = ConfigReader(providers: [
            InMemoryProvider(name: "flags", values: Dictionary(uniqueKeysWithValues: given)),
            EnvironmentVariablesProvider(environmentVariables: variables), file,
        ])
        self.flags = Set(flags.keys)
        self.environment = environment
    }

    /// The process's own environment and the working directory's `.env`.
    static func process(flags: [Setting: String]) async throws(CommandFailure) -> SettingsSource {
        SettingsSource(
            flags: flags, environment: ProcessInfo.processInfo.environment, file: try await EnvironmentFile.load())
    }

    subscript(setting: Setting) -> Value? {
        let name = flags.contains(setting) ? setting.flag : setting.variable
        return reader.string(forKey: ConfigKey(setting.components)).map { Value(text: $0, name: name) }
    }
}

extension Setting {
    /// The name as swift-configuration's keys are made of: it joins them to `DATABASE_URL` again.
    fileprivate var components: [String] { variable.lowercased().split(separator: "_").map(String.init) }
}
