/// Where the client sends its requests, and as whom.
struct ClientSettings: Sendable {
    let address: ServerAddress
    let token: String?
    /// Why there is no token, or where it is from.
    let source: TokenSource
    let dataDirectory: String
    /// The stored sign-in, where the token is from it.
    let stored: StoredSignIn?
    /// What says where the server is, where that is a file of the working directory that anybody may have written, and the server
    /// another one than without it.
    let stranger: String?

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
        let url =
            variable("TASKFLOW_URL") ?? variable(Self.fileServer) ?? stored?.signIn.url ?? ServerAddress.standard
        guard let address = ServerAddress(url) else {
            throw UsageError("TASKFLOW_URL: '\(url)' is not an address like \(ServerAddress.standard)")
        }
        self.address = address
        dataDirectory = directory
        let isFolders = options.dataDirectory == nil && variable(Self.fileDirectory) != nil
        let isNamed = variable("TASKFLOW_URL") == nil && variable(Self.fileServer) != nil
        let home = stored.flatMap { ServerAddress($0.signIn.url) } ?? ServerAddress(ServerAddress.standard)
        // What lies in a data directory that a stranger's `.env` names says as little as that itself; a server on this machine is ours.
        let isHome = home.map { address.isSame(as: $0) && (!isFolders || $0.isLoopback) } == true
        stranger =
            variable("TASKFLOW_URL") != nil || isHome ? nil : isNamed ? ProjectFile.name : "TASKFLOW_DATA in .env"
        // Whoever wrote such a file must not be told a key that was set for another server.
        if let stranger, variable("TASKFLOW_TOKEN") != nil {
            throw UsageError(
                "\(stranger) names \(address.text), and TASKFLOW_TOKEN may be for another server: set TASKFLOW_URL too")
        }
        let kept = stored.flatMap { !isNamed || isHome ? $0 : nil }
        (token, source) = try Self.token(variable("TASKFLOW_TOKEN"), kept, for: address, else: stored)
        if case .login = source { self.stored = stored?.signIn } else { self.stored = nil }
    }

    /// Where the server's address stands that a repository's `.taskflow` says: no variable has that name.
    static let fileServer = "taskflow.server"
    /// Stands where the data directory is that the working directory's `.env` says: no variable has that name.
    static let fileDirectory = "taskflow.directory"

    private typealias Stored = (signIn: StoredSignIn, source: TokenSource)

    private static func stored(in directory: String) -> Stored? {
        let login = SignInFile.login(in: directory)
        if let signIn = login.read() { return (signIn, .login(path: login.path)) }
        let owner = SignInFile.owner(in: directory)
        return owner.read().map { ($0, .local(path: owner.path)) }
    }

    private static func token(
        _ variable: String?, _ stored: Stored?, for address: ServerAddress, else other: Stored?
    ) throws(UsageError) -> (String?, TokenSource) {
        if let variable {
            guard variable.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                throw UsageError("TASKFLOW_TOKEN holds spaces or other characters that no key has")
            }
            return (variable, .environment)
        }
        guard let stored else { return (nil, other.map { .otherServer($0.signIn.url) } ?? .nowhere) }
        guard let home = ServerAddress(stored.signIn.url), address.accepts(keyOf: home) else {
            return (nil, .otherServer(stored.signIn.url))
        }
        return (stored.signIn.token, stored.source)
    }

    /// Why nothing can be sent, and what to do.
    var notSignedIn: ClientFailure {
        switch source {
        case .otherServer(let url):
            .notSignedIn("Not signed in: the stored key is for \(url), not for \(address.text). Set TASKFLOW_TOKEN")
        default:
            .notSignedIn(
                "Not signed in: no key in \(dataDirectory). Run `taskflow login`, or `taskflow serve` on this machine")
        }
    }

    /// What a 401 says, with a hint.
    func rejected(_ message: String) -> ClientFailure { .notSignedIn("\(rejection) (\(message))") }

    /// Says that the server does not accept the key or token, and where that is from.
    var rejection: String {
        let origin =
            switch source {
            case .environment: "TASKFLOW_TOKEN"
            case .login(let path), .local(let path): "the key in \(path)"
            case .otherServer, .nowhere: "the key"
            }
        return "Not signed in: \(address.text) does not accept \(origin)"
    }
}
