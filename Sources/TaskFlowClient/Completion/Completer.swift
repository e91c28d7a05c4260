/// Finds what a line that is being typed may go on with.
struct Completer {
    private static let dates = [
        "today", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "in 3 days",
        "in a week", "in a month",
    ]

    let client: CommandLineClient

    /// - Parameters:
    ///   - words: The words before the one that is being typed, without the program's name.
    ///   - begun: What is there of that one.
    func offer(_ words: [String], begun: String) async -> Offer {
        let wish = CompletionReading(table: client.table).wish(words, begun: begun)
        switch wish.source {
        case .files: return Offer(.files, after: wish.start)
        case .folders: return Offer(.folders, after: wish.start)
        case .text where wish.begun.hasPrefix("@") && !wish.begun.hasPrefix("@@"):
            return Offer(.files, after: wish.start + "@")
        default:
            let values = await values(of: wish).filter { !wish.taken.contains($0.value) }
            return Offer(wish.words + values, begun: wish.begun, after: wish.start)
        }
    }

    private func values(of wish: CompletionWish) async -> [Candidate] {
        switch wish.source {
        case .nothing, .text, .files, .folders: []
        case .choices(let choices): choices.map { Candidate($0) }
        case .dates: Self.dates.map { Candidate($0) }
        default: await serverValues(of: wish)
        }
    }

    private func serverValues(of wish: CompletionWish) async -> [Candidate] {
        var options = ClientOptions()
        options.dataDirectory = wish.dataDirectory
        guard let settings = try? ClientSettings(options, environment: client.environment),
            let calls = CompletionCalls(settings)
        else { return [] }
        return await ServerCandidates(calls: calls).candidates(for: wish)
    }
}
