internal import Foundation
internal import TaskFlowClient
internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Local sign-in: the machine's owner, the key for the command line, and the link for the browser.
struct LocalSignIn: Sendable {
    private let owner: WorkerID
    private let sessions: Sessions
    private let file: SignInFile
    private let key: String?

    /// Finds or registers the owner, and leaves the key for the command line when a new one had to be made.
    static func prepare(
        _ configuration: ServerConfiguration, in database: any Database, sessions: Sessions
    ) async throws(TaskFlowError) -> LocalSignIn {
        let file = SignInFile.owner(in: configuration.dataDirectory)
        let known = file.token()
        let owner = try await LocalOwner.prepare(
            handle: LoginName.handle, key: known, in: database, requestID: UUID().uuidString.lowercased())
        if let key = owner.newKey {
            try write(key, configuration.localAddress(port: configuration.port), to: file)
        }
        return LocalSignIn(owner: owner.id, sessions: sessions, file: file, key: owner.newKey ?? known)
    }

    /// A sign-in link of the owner's. The key's file gets the server's address too: the port may have changed.
    func link(at address: String, publicURL: String) async throws(TaskFlowError) -> String {
        if let key { try Self.write(key, address, to: file) }
        return SignInLink.url(of: try await sessions.issueCode(for: owner), at: publicURL)
    }

    private static func write(_ key: String, _ url: String, to file: SignInFile) throws(TaskFlowError) {
        do throws(FileFailure) { try file.write(key: key, url: url) } catch {
            throw .unavailable("The credential file cannot be written: \(file.path)", cause: error.message)
        }
    }
}

/// The handle of whoever runs the program: `@` and the login name, as far as a handle can spell it.
enum LoginName {
    static var handle: Handle { handle(of: NSUserName()) }

    static func handle(of name: String) -> Handle {
        let letters = name.lowercased().unicodeScalars.map { scalar -> Character in
            let isAllowed =
                ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || "_-".unicodeScalars.contains(scalar)
            return isAllowed ? Character(scalar) : "-"
        }
        return Handle("@" + String(letters.prefix(50))) ?? Handle(trusted: "@owner")
    }
}
