internal import Configuration
internal import Foundation
internal import SystemPackage

/// A `.env` file. swift-configuration reads its lines; what shells and other tools allow besides is resolved here:
/// `export`, quotes, and comments after a value.
enum EnvironmentFile {
    /// The working directory's own, or nothing when it has none.
    static func load() async throws(CommandFailure) -> EnvironmentVariablesProvider {
        let file: EnvironmentVariablesProvider
        do {
            file = try await EnvironmentVariablesProvider(environmentFilePath: ".env", allowMissing: true)
        } catch {
            throw .usage(".env: cannot be read")
        }
        var variables: [String: String] = [:]
        for setting in Setting.allCases {
            let text = try? file.environmentValue(forName: setting.variable)
            let exported = try? file.environmentValue(forName: "export \(setting.variable)")
            let value = value(text ?? exported ?? "")
            if !value.isEmpty { variables[setting.variable] = value }
        }
        return EnvironmentVariablesProvider(environmentVariables: variables)
    }

    /// The value that a line's right side stands for.
    static func value(_ text: String) -> String {
        for quote in ["\"", "'"] where text.hasPrefix(quote) {
            let inner = text.dropFirst()
            if let end = inner.firstIndex(of: Character(quote)) { return String(inner[..<end]) }
        }
        if text.hasPrefix("#") { return "" }
        guard let comment = text.firstRange(of: " #") else { return text }
        return text[..<comment.lowerBound].trimmingCharacters(in: .whitespaces)
    }
}
