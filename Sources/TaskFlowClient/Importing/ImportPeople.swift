internal import TaskFlowImporters

/// Finds out whom a file's people are here: by what the caller says, else by handle, else by name.
struct ImportPeople {
    private let said: [String: String]
    /// Handles by themselves and by names, in lower case.
    private var known: [String: String] = [:]
    /// How often each was named who is nobody here.
    private(set) var strangers: [String: Int] = [:]

    /// - Parameter workers: handles and names.
    init(said: [String: String], workers: [(handle: String, name: String)]) {
        self.said = said
        for worker in workers {
            if known[worker.name.lowercased()] == nil { known[worker.name.lowercased()] = worker.handle }
        }
        for worker in workers { known[worker.handle.lowercased()] = worker.handle }
    }

    /// The handle of somebody here; `nil` for a stranger, who is noted.
    mutating func handle(of person: String) -> String? {
        let name = person.lowercased()
        let mail = name.split(separator: "@").first.map(String.init) ?? name
        let bare = String(name.drop { $0 == "@" })
        if let handle = said[name] ?? said[bare] { return handle }
        // `crew/otto` is otto; `ada@example.org` is ada.
        let last = bare.split(separator: "/").last.map(String.init) ?? bare
        for candidate in ["@\(bare)", bare, "@\(last)", name.contains("@") && !name.hasPrefix("@") ? "@\(mail)" : ""] {
            if let handle = known[candidate] { return handle }
        }
        strangers[person, default: 0] += 1
        return nil
    }
}
