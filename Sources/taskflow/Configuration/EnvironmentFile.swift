internal import Configuration
internal import Foundation

/// A `.env` file: `NAME=value` on each line, with what shells and other tools allow besides: `export`, quotes, comments.
struct EnvironmentFile: Equatable {
    /// A line that cannot be understood. It never quotes a value: that may be a secret.
    struct Fault: Equatable {
        let line: Int
        let text: String
        /// The line itself, to tell whom it concerns.
        let source: String
    }

    /// What it says of each variable.
    private(set) var values: [String: String] = [:]
    private(set) var faults: [Fault] = []
    private var lines: [String: Int] = [:]

    /// The working directory's own, or nothing when it has none.
    ///
    /// - Parameter setting: the one setting that is read; faults of other lines are none then. Nil for all settings.
    static func load(only setting: Setting? = nil) throws(CommandFailure) -> EnvironmentVariablesProvider {
        var isFolder: ObjCBool = false
        // A folder of that name is another tool's.
        guard FileManager.default.fileExists(atPath: ".env", isDirectory: &isFolder), !isFolder.boolValue else {
            return provider([:])
        }
        guard let data = FileManager.default.contents(atPath: ".env") else {
            // So may be a file that the client's commands have no need of.
            if setting != nil { return provider([:]) }
            throw .usage(".env: cannot be read")
        }
        let file = EnvironmentFile(data)
        let fault = file.faults.first { setting == nil || $0.source.contains(setting?.variable ?? "") }
        if let fault { throw .usage(".env, line \(fault.line): \(fault.text)") }
        let variables = Set(Setting.allCases.map(\.variable))
        // An empty variable is how many tools spell "not set".
        return provider(file.values.filter { variables.contains($0.key) && !$0.value.isEmpty })
    }

    init(_ data: Data) {
        var reader = EnvironmentFileReader(data)
        while let line = reader.next() {
            switch line.content {
            case .nothing: break
            case .variable(let name, let value): add(name, value, line)
            case .fault(let text): fail(line, text)
            }
        }
    }

    private mutating func add(_ name: String, _ value: String, _ line: EnvironmentFileReader.Line) {
        if Setting(rawValue: name) != nil {
            if let first = lines[name] { return fail(line, "\(name) is set on line \(first) already") }
            if value.utf8.contains(UInt8(ascii: "\n")) {
                return fail(line, "the quote before the value of \(name) is not closed on its line")
            }
            if value.unicodeScalars.contains(where: { $0.value < 0x20 }) {
                return fail(line, "the value of \(name) holds a control character")
            }
        }
        lines[name] = line.number
        values[name] = value
    }

    private mutating func fail(_ line: EnvironmentFileReader.Line, _ text: String) {
        faults.append(Fault(line: line.number, text: text, source: line.source))
    }

    private static func provider(_ values: [String: String]) -> EnvironmentVariablesProvider {
        EnvironmentVariablesProvider(environmentVariables: values)
    }
}
