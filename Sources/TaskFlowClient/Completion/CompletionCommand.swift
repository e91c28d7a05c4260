/// `taskflow __complete SHELL …`: what the shells' scripts ask. It prints a line that says whether the shell adds files, and
/// then a line for each candidate. Whatever is wrong, it is quiet and ends with 0: a person is typing.
struct CompletionCommand {
    static let word = "__complete"

    let client: CommandLineClient

    /// - Parameter arguments: The shell; for bash the line up to the cursor, `COMP_WORDBREAKS`, `COMP_TYPE` and the terminal's
    ///   width, for others the words before the cursor, the last one being that which is typed.
    func run(_ arguments: [String]) async {
        guard let shell = arguments.first.flatMap(Shell.init) else { return }
        let rest = Array(arguments.dropFirst())
        shell == .bash ? await bash(rest) : await others(rest, shell)
    }

    private func bash(_ arguments: [String]) async {
        guard arguments.count == 4 else { return }
        let typed = TypedLine(arguments[0], breaks: arguments[1])
        var offer = await Completer(client: client).offer(Array(typed.words.dropFirst()), begun: typed.begun)
        // Bash knows no file whose name has an `@` before it.
        if offer.files == .files, offer.start.hasSuffix("@") {
            offer = Offer(FileNames.beginning(typed.begun.dropFirst(offer.start.count), after: offer.start))
        }
        let reply = BashReply(
            typed: typed, isListing: BashReply.listing.contains(arguments[2]), width: Int(arguments[3]) ?? 80)
        tell(offer, reply.lines(offer))
    }

    private func others(_ arguments: [String], _ shell: Shell) async {
        guard let last = arguments.last else { return }
        // zsh has taken the quotes off, fish has not.
        let begun = shell == .fish ? TypedLine(last, breaks: "").begun : last
        let offer = await Completer(client: client).offer(Array(arguments.dropLast()), begun: begun)
        tell(offer, offer.candidates.map { shell == .zsh ? Self.zsh($0) : Self.fish($0) })
    }

    private func tell(_ offer: Offer, _ lines: [String]) {
        client.console.print(([":\(offer.files.rawValue) \(offer.start.count)"] + lines).joined(separator: "\n"))
    }

    private static func zsh(_ candidate: Candidate) -> String {
        let value = candidate.value.replacing("\\", with: "\\\\").replacing(":", with: "\\:")
        return candidate.note.isEmpty ? value : "\(value):\(candidate.note.replacing("\\", with: "\\\\"))"
    }

    private static func fish(_ candidate: Candidate) -> String {
        candidate.note.isEmpty ? candidate.value : "\(candidate.value)\t\(candidate.note)"
    }
}
