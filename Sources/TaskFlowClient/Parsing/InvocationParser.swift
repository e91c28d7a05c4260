internal import TaskFlowSchema

/// Reads the words after a command's own: positionals, flags and their values. It knows the shapes; whether a value is
/// right is the schema's business.
struct InvocationParser {
    private let command: Command
    private var words: ArraySlice<String>
    private var positionals: [String] = []
    private var values: [String: ArgumentValue] = [:]
    private var options = ClientOptions()
    private var file: String?
    private var tasks: [String] = []

    /// The field of a verdict, and the flags that give it.
    static let verdict = "approved"
    static let verdicts = ["--approve", "--reject"]

    private init(_ command: Command, _ words: [String]) {
        self.command = command
        self.words = words[...]
    }

    static func parse(_ command: Command, _ words: [String]) throws(UsageError) -> Invocation {
        var parser = InvocationParser(command, words)
        try parser.readWords()
        if !parser.options.help {
            try parser.placePositionals()
            try parser.checkRequired()
        }
        return Invocation(
            command: command, values: parser.values, tasks: parser.tasks, options: parser.options, file: parser.file)
    }

    private mutating func readWords() throws(UsageError) {
        while let word = words.popFirst() {
            switch Token(word) {
            case .end:
                positionals += words
                words = []
            case .value(let value): positionals.append(value)
            case .flag(let name, let value): try readFlag(name, value)
            }
        }
    }

    private mutating func readFlag(_ name: String, _ value: String?) throws(UsageError) {
        if let field = command.field(flag: name) { return try set(field, name, value) }
        if try readVerdict(name, value) { return }
        if let path = ClientOptions.switches[name], isOwn(name) {
            guard value == nil else { throw usage("\(name) takes no value") }
            options[keyPath: path] = true
        } else if let path = ClientOptions.values[name], isOwn(name) {
            options[keyPath: path] = try takeValue(name, value)
        } else if name.hasPrefix("--no-"), let field = command.field(flag: "--" + name.dropFirst(5)) {
            try negate(field, name, value)
        } else {
            throw unknown(name)
        }
    }

    /// `--approve` and `--reject`: an approval's answer in one word.
    private mutating func readVerdict(_ name: String, _ value: String?) throws(UsageError) -> Bool {
        guard Self.verdicts.contains(name), command.fields.contains(where: { $0.name == Self.verdict }) else {
            return false
        }
        guard value == nil else { throw usage("\(name) takes no value") }
        values[Self.verdict] = .flag(name == Self.verdicts[0])
        return true
    }

    /// Whether the flag is one of the client's own that the command takes. To say yes where nobody asks does no harm.
    private func isOwn(_ name: String) -> Bool {
        ["--yes", "-y"].contains(name) || OwnFlag.of(command).contains { $0.names.contains(name) }
    }

    private mutating func set(_ field: CommandField, _ name: String, _ value: String?) throws(UsageError) {
        if field.isBoolean, value == nil {
            values[field.name] = .flag(true)
            return
        }
        let text = try takeValue(name, value)
        if field.isList {
            let before = if case .list(let list) = values[field.name] { list } else { [String]() }
            values[field.name] = .list(before + words(of: text, field))
        } else {
            values[field.name] = .text(text)
        }
    }

    /// Of words that are chosen from a few, several may stand in one: `--scopes "tasks:read tasks:write"`.
    private func words(of text: String, _ field: CommandField) -> [String] {
        if field.choices.isEmpty { return [text] }
        let words = text.split { $0 == " " || $0 == "," }.map(String.init)
        return words.isEmpty ? [text] : words
    }

    private mutating func negate(_ field: CommandField, _ name: String, _ value: String?) throws(UsageError) {
        guard field.isBoolean || field.isClearable else { throw unknown(name) }
        guard value == nil else { throw usage("\(name) takes no value") }
        values[field.name] = field.isBoolean ? .flag(false) : field.isList ? .list([]) : .null
    }

    /// The value after `=`, or else the next word. A word with one dash may be a value (`--sort -created_at`).
    private mutating func takeValue(_ name: String, _ value: String?) throws(UsageError) -> String {
        if let value { return value }
        guard let next = words.first, !isFlag(next) else {
            throw usage("\(name) needs a value (\(name)=… if the value begins with a dash)")
        }
        words.removeFirst()
        return next
    }

    private func isFlag(_ word: String) -> Bool {
        guard case .flag(let name, _) = Token(word) else { return word == "--" }
        return name.hasPrefix("--") || ClientOptions.isKnown(name) || command.field(flag: name) != nil
    }

    private mutating func placePositionals() throws(UsageError) {
        if command.takesTasks, values["task_id"] == nil, positionals != [""] {
            tasks = try TaskNumbers.read(positionals, hint: hint)
            positionals = Array(tasks.prefix(1))
        }
        var rest = positionals[...]
        for field in command.positional where values[field.name] == nil {
            if field.isList, !rest.isEmpty {
                values[field.name] = .list(Array(rest))
                rest = []
            } else if let value = rest.popFirst() {
                values[field.name] = .text(value)
            }
        }
        if command.file != nil { file = rest.popFirst() }
        if let extra = rest.first {
            throw usage("Unexpected argument '\(extra)' (values with spaces need quotes)")
        }
    }

    private func checkRequired() throws(UsageError) {
        for field in command.positional where field.info.isRequired || field.info.source == .path {
            guard let value = values[field.name], value != .text("") || field.info.source != .path else {
                if options.edits, field.info.source != .path { continue }
                throw usage("Missing argument \(field.placeholder)")
            }
        }
        for field in command.flagged where field.info.isRequired && values[field.name] == nil && file == nil {
            if options.edits, field.name == command.textField?.name { continue }
            if let name = command.file { throw usage("Missing argument \(name)") }
            throw usage("Missing \(field.flag) \(field.placeholder)")
        }
    }

    private func unknown(_ name: String) -> UsageError {
        // One letter is like any other.
        let known = command.fields.flatMap(\.flags) + OwnFlag.of(command).flatMap(\.names)
        guard name.count > 2, let nearest = Suggestion.nearest(to: name, among: known) else {
            return usage("Unknown flag '\(name)'")
        }
        return usage("Unknown flag '\(name)'. Did you mean '\(nearest)'?")
    }

    private var hint: String { "taskflow \(command.phrase) --help" }

    private func usage(_ message: String) -> UsageError { UsageError(message, hint: hint) }
}

/// One word of the command line, read for what it looks like.
enum Token: Equatable {
    /// `--`: what follows are values.
    case end
    /// `--name`, `--name=value`, `-n`; underscores in the name are read as dashes.
    case flag(name: String, value: String?)
    case value(String)

    init(_ word: String) {
        if word == "--" {
            self = .end
        } else if word.hasPrefix("-"), word != "-", !Self.isNegativeNumber(word) {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = (parts.first.map(String.init) ?? word).replacing("_", with: "-")
            self = .flag(name: name, value: parts.count == 2 ? String(parts[1]) : nil)
        } else {
            self = .value(word)
        }
    }

    private static func isNegativeNumber(_ word: String) -> Bool {
        word.dropFirst().allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
    }
}
