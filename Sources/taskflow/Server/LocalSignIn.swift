internal import Foundation
internal import TaskFlowDomain
internal import TaskFlowIdentity
internal import TaskFlowOperations
internal import TaskFlowStorage

/// Local sign-in: the machine's owner, the key for the command line, and the link for the browser.
struct LocalSignIn: Sendable {
    private let owner: WorkerID
    private let sessions: Sessions
    private let file: CredentialFile
    private let key: String?

    /// Finds or registers the owner, and leaves the key for the command line when a new one had to be made.
    static func prepare(
        _ configuration: ServerConfiguration, in database: any Database, sessions: Sessions
    ) async throws(TaskFlowError) -> LocalSignIn {
        let file = CredentialFile(dataDirectory: configuration.dataDirectory)
        let known = file.key()
        let owner = try await LocalOwner.prepare(
            handle: LoginName.handle, key: known, in: database, requestID: UUID().uuidString.lowercased())
        if let key = owner.newKey {
            try file.write(key: key, url: configuration.localAddress(port: configuration.port))
        }
        return LocalSignIn(owner: owner.id, sessions: sessions, file: file, key: owner.newKey ?? known)
    }

    /// The line that opens the browser. The command line is told the address too: the port may be another one now.
    func announce(at address: String, publicURL: String) async throws(TaskFlowError) -> String {
        if let key { try file.write(key: key, url: address) }
        return "Open \(publicURL)/#login=\(try await sessions.issueCode(for: owner))"
    }
}
