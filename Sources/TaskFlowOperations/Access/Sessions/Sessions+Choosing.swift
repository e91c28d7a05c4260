package import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

extension Sessions {
    /// So many secrets are looked at in one look.
    private static let atOnce = 8

    /// The first of some secrets that opens a session now, of the first eight.
    package func live(of secrets: [String]) async throws(TaskFlowError) -> String? {
        let hashes = secrets.prefix(Self.atOnce).map { Secret.hash(of: $0) }
        guard let last = hashes.last else { return nil }
        // Always as many, so that there is one statement and not one for each number of them.
        let asked = hashes + Array(repeating: last, count: Self.atOnce - hashes.count)
        let found = try await database.read { tx throws(TaskFlowError) in
            try tx.all("SELECT hash FROM sessions WHERE hash IN \(list: asked) AND expires_at > \(tx.now)") { row in
                row.text(0)
            }
        }
        return zip(secrets, hashes).first { found.contains($0.1) }?.0
    }
}
