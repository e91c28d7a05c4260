internal import Foundation

/// Values that people write in words of their own: dates, and workers without their `@`.
struct WordArguments {
    /// Seconds since 1970.
    let now: Int

    /// The same invocation with what the API takes.
    ///
    /// - Throws: what is no date, with examples.
    func completed(_ invocation: Invocation) throws(UsageError) -> Invocation {
        var completed = invocation
        for field in invocation.command.fields {
            guard let meaning = field.meaning, case .text(let text) = invocation[field] else { continue }
            switch meaning {
            case .time(let bound):
                guard let instant = LocalDate(now: now, dayIs: bound).instant(text) else {
                    throw UsageError(
                        "\(field.isPositional ? field.placeholder : field.flag): '\(text)' is no date. Write \(LocalDate.examples)",
                        hint: "taskflow help dates")
                }
                completed.values[field.name] = .text(instant)
            case .worker: completed.values[field.name] = .text(Self.worker(text))
            }
        }
        return completed
    }

    /// The handle that was meant: an id that an SSO gave is longer than people's handles, or has other letters.
    private static func worker(_ text: String) -> String {
        let isHandle =
            (1..<24).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                ("a"..."z").contains(Unicode.Scalar($0)) || ("0"..."9").contains(Unicode.Scalar($0)) || $0 == 0x2D
                    || $0 == 0x5F
            }
        return isHandle && !["me", "system"].contains(text) ? "@\(text)" : text
    }
}
