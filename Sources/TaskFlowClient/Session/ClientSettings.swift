/// Where the client sends its requests, and as whom.
struct ClientSettings: Sendable {
    let address: ServerAddress
    let token: String?
    /// Why there is no token, or where it is from.
    let source: TokenSource
    let dataDirectory: String
    /// What login stored, where the token is from there.
    let stored: StoredCredential?

    enum TokenSource: Equatable, Sendable {
        case environment
        case login(path: String)
        case local(path: String)
        /// There is a stored key, but it is another server's.
        case otherServer(String)
        case nowhere
    }

    init(_ options: ClientOptions, environment: [String: String]) throws(UsageError) {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let directory =
            options.dataDirectory ?? variable("TASKFLOW_DATA") ?? DataDirectory.standard(environment: environment)
        let stored = Self.stored(in: directory)
        let url = variable("TASKFLOW_URL") ?? stored?.credential.url ?? ServerAddress.standard
        guard let address = ServerAddress(url) else {
            throw UsageError("TASKFLOW_URL: '\(url)' is not an address like \(ServerAddress.standard)")
        }
        self.address = address
        dataDirectory = directory
        (token, source) = try Self.token(variable("TASKFLOW_TOKEN"), stored, for: address)
        if case .login = source { self.stored = stored?.credential } else { self.stored = nil }
    }

    private typealias Stored = (credential: StoredCredential, source: TokenSource)

    private static func stored(in directory: String) -> Stored? {
        let login = CredentialFile.login(in: directory)
        if let credential = login.read() { return (credential, .login(path: login.path)) }
        let local = CredentialFile.local(in: directory)
        return local.read().map { ($0, .local(path: local.path)) }
    }

    private static func token(
        _ variable: String?, _ stored: Stored?, for address: ServerAddress
    ) throws(UsageError) -> (String?, TokenSource) {
        if let variable {
            guard variable.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                throw UsageError("TASKFLOW_TOKEN holds spaces or other characters that no key has")
            }
            return (variable, .environment)
        }
        guard let stored else { return (nil, .nowhere) }
        guard let home = ServerAddress(stored.credential.url), address.accepts(keyOf: home) else {
            return (nil, .otherServer(stored.credential.url))
        }
        return (stored.credential.token, stored.source)
    }
}
