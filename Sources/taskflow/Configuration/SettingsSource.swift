internal import Configuration
internal import Foundation

/// What flags, environment and `.env` say of each setting, the first of them that says anything.
struct SettingsSource: Sendable {
    /// A setting's text and what to call it in an error: `--port` or `PORT`.
    struct Value: Equatable {
        let text: String
        let name: String
        /// Where it is from: `--port`, `PORT in the environment` or `PORT in .env`.
        let origin: String
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
    ///
    /// - Parameter setting: the one setting that is of interest; nil for all of them.
    static func process(
        flags: [Setting: String], only setting: Setting? = nil
    ) throws(CommandFailure) -> SettingsSource {
        SettingsSource(
            flags: flags, environment: ProcessInfo.processInfo.environment,
            file: try EnvironmentFile.load(only: setting))
    }

    subscript(setting: Setting) -> Value? {
        guard let text = reader.string(forKey: ConfigKey(setting.components)) else { return nil }
        if flags.contains(setting) { return Value(text: text, name: setting.flag, origin: setting.flag) }
        let isVariable = environment[setting.variable]?.isEmpty == false
        return Value(
            text: text, name: setting.variable,
            origin: "\(setting.variable) in \(isVariable ? "the environment" : ".env")")
    }

    /// What says which database it is: `by --data-dir`, `by DATABASE_URL in .env`, `by default`.
    var databaseOrigin: String {
        let said = self[.database] ?? self[.dataDirectory]
        return "by \(said?.origin ?? "default")"
    }
}

extension Setting {
    /// The name as swift-configuration's keys are made of: it joins them to `DATABASE_URL` again.
    fileprivate var components: [String] { variable.lowercased().split(separator: "_").map(String.init) }
}

/// What is wrong with a setting's value: the end of a sentence that begins with the value.
struct SettingFault: Error {
    let text: String

    init(_ text: String) { self.text = text }
}

extension SettingsSource {
    /// A setting's value, or the default where nothing is said.
    ///
    /// - Throws: One line, such as `PORT: 'abc' is not a port (1-65535)`.
    func read<Value>(
        _ setting: Setting, or standard: Value, _ parse: (String) throws(SettingFault) -> Value
    ) throws(CommandFailure) -> Value {
        guard let given = self[setting] else { return standard }
        do throws(SettingFault) {
            return try parse(given.text)
        } catch {
            throw .usage("\(given.name): \(error.text)")
        }
    }
}
