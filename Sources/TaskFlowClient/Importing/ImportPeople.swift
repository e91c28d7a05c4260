internal import TaskFlowImporters

/// Finds out whom a file's people are here: by what the caller says, else by handle, else by mail address, else by name.
struct ImportPeople {
    private let said: [String: String]
    /// Handles by themselves and by names, in lower case.
    private var known: [String: String] = [:]
    /// Who each of the file's people is here, `nil` for nobody, and how many tasks it has.
    private(set) var met: [String: (handle: String?, count: Int)] = [:]
    private var used: Set<String> = []

    /// - Parameters:
    ///   - said: handles by names in lower case.
    ///   - workers: handles and names.
    init(said: [String: String], workers: [(handle: String, name: String)]) {
        self.said = said
        for worker in workers {
            if known[worker.name.lowercased()] == nil { known[worker.name.lowercased()] = worker.handle }
        }
        for worker in workers { known[worker.handle.lowercased()] = worker.handle }
    }

    /// The handle of somebody here; `nil` for a stranger, who is noted.
    mutating func handle(of person: String) -> String? {
        let handle = find(person.lowercased())
        met[person, default: (handle, 0)].count += 1
        return handle
    }

    private mutating func find(_ name: String) -> String? {
        let bare = String(name.drop { $0 == "@" })
        for key in [name, bare] {
            guard let handle = said[key] else { continue }
            used.insert(key)
            return handle
        }
        // `crew/otto` is otto; `ada@example.org` is ada.
        let last = bare.split(separator: "/").last.map(String.init) ?? bare
        let mail = bare.split(separator: "@").first.map(String.init) ?? bare
        let candidates = ["@\(bare)", "@\(last)"] + (bare.contains("@") ? ["@\(mail)"] : []) + [bare]
        return candidates.compactMap { known[$0] }.first
    }

    /// Those who are nobody here, with how many tasks each has, the busiest first.
    var strangers: [(person: String, count: Int)] {
        met.filter { $0.value.handle == nil }.map { ($0.key, $0.value.count) }
            .sorted { ($1.count, $0.person) < ($0.count, $1.person) }
    }

    /// Names of `--map` that nobody in the file has.
    var unused: [String] { said.keys.filter { !used.contains($0) }.sorted() }
}
