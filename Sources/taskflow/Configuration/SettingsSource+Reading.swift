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
