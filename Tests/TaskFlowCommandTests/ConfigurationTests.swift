import Configuration
import Logging
import TaskFlowHTTP
import TaskFlowOperations
import Testing

@testable import taskflow

/// Every setting: its default, its order of sources, and the line that a wrong value gives.
struct ConfigurationTests {
    @Test func defaults() throws {
        let configuration = try read()
        #expect(configuration.database == .file("/data/taskflow.db"))
        #expect(configuration.databaseDirect == configuration.database)
        #expect(configuration.databasePoolSize == 10)
        #expect(configuration.publicURL == "http://127.0.0.1:8000")
        #expect(configuration.allowedOrigins == ["http://localhost:3000"])
        #expect(configuration.rateLimit == 600)
        #expect(configuration.trustedProxies.isEmpty)
        #expect(configuration.signIn.mode == .local)
        #expect(configuration.signIn.clientID == "taskflow-cli")
        #expect(configuration.logLevel == .info)
    }

    @Test func theFirstSourceThatSaysAnythingWins() throws {
        let file = ["PORT": "3", "HOST": "localhost", "LOG_LEVEL": "debug"]
        let variables = ["PORT": "2", "HOST": "127.0.0.2", "LOG_LEVEL": ""]
        let configuration = try read(variables, flags: [.port: "1"], file: file)
        #expect(configuration.port == 1)
        #expect(configuration.host == "127.0.0.2")
        #expect(configuration.logLevel == .debug)
    }

    @Test(arguments: [
        ("sqlite:///srv/t.db", "/srv/t.db"), ("sqlite:////srv/t.db", "/srv/t.db"), ("sqlite:/srv/t.db", "/srv/t.db"),
        ("SQLite:///srv/a%20b.db", "/srv/a b.db"),
    ])
    func databaseFiles(url: String, path: String) throws {
        #expect(try read(["DATABASE_URL": url]).database == .file(path))
    }

    @Test func otherDatabases() throws {
        #expect(try read(["DATABASE_URL": "sqlite::memory:"]).database == .memory)
        guard case .file(let path) = try read(["DATABASE_URL": "sqlite:x.db"]).database else {
            return #expect(Bool(false))
        }
        #expect(path.hasPrefix("/") && path.hasSuffix("/x.db"))
    }

    @Test(arguments: [
        ("PORT", "abc", "PORT: 'abc' is not a port (1-65535)"),
        ("PORT", "65536", "PORT: '65536' is not a port (1-65535)"),
        ("HOST", "a b", "HOST: 'a b' is not a host name or address"),
        ("HOST", "1:2", "HOST: '1:2' is not a host name or address"),
        (
            "DATABASE_URL", "postgresql://u:secret@[::1/d",
            "DATABASE_URL: is not a PostgreSQL address like postgresql://user:password@host:5432/database"
        ),
        ("TASKFLOW_LOCAL_CREW", "maybe", "TASKFLOW_LOCAL_CREW: 'maybe' is neither on nor off"),
        ("DATABASE_PREPARED", "maybe", "DATABASE_PREPARED: 'maybe' is neither on nor off"),
        (
            "DATABASE_URL", "mysql://x",
            "DATABASE_URL: 'mysql://x' is not a database address like sqlite:///path/to/taskflow.db or postgresql://user@host/database"
        ),
        (
            "DATABASE_URL", "taskflow.db",
            "DATABASE_URL: 'taskflow.db' is not a database address like sqlite:///path/to/taskflow.db or postgresql://user@host/database"
        ),
        (
            "DATABASE_URL", "sqlite://x.db",
            "DATABASE_URL: 'sqlite://x.db' names no file: write sqlite:///absolute/path or sqlite:relative/path"
        ),
        ("DATABASE_URL", "sqlite:/x?a=b", "DATABASE_URL: 'sqlite:/x?a=b' has parameters, which SQLite takes none of"),
        ("DATABASE_POOL_SIZE", "0", "DATABASE_POOL_SIZE: '0' is not a number of connections (1-1000)"),
        ("PUBLIC_URL", "tasks", "PUBLIC_URL: 'tasks' is not an address like https://tasks.example.com"),
        ("AUTH_SERVER_URL", "sso", "AUTH_SERVER_URL: 'sso' is not an address like https://tasks.example.com"),
        ("JWKS_URL", "ftp://x", "JWKS_URL: 'ftp://x' is not an address like https://tasks.example.com"),
        ("AUTH_ISSUER", ",", "AUTH_ISSUER: ',' names nothing"),
        ("AUTH_AUDIENCE", " , ", "AUTH_AUDIENCE: ' , ' names nothing"),
        ("AUTH_CLIENT_ID", "a b", "AUTH_CLIENT_ID: 'a b' holds spaces"),
        ("ALLOWED_ORIGINS", "http://a,*", "ALLOWED_ORIGINS: '*' is not an origin like https://app.example.com"),
        ("ALLOWED_ORIGINS", "http://a/", "ALLOWED_ORIGINS: 'http://a/' is not an origin like https://app.example.com"),
        ("TASKFLOW_RATE_LIMIT", "-1", "TASKFLOW_RATE_LIMIT: '-1' is not a number of calls a minute (0-1000000)"),
        ("TRUSTED_PROXIES", "10.0.0.0/33", "TRUSTED_PROXIES: '10.0.0.0/33' is not an address range like 10.0.0.0/8"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL: 'loud' is not a log level (debug, info, warning, error)"),
        ("LOG_FORMAT", "xml", "LOG_FORMAT: 'xml' is not a log format (text, json)"),
    ])
    func wrongValues(variable: String, value: String, line: String) {
        #expect(throws: CommandFailure(message: line, exitCode: 2)) { try read([variable: value]) }
    }

    @Test func localSignInIsForOneMachine() throws {
        for host in ["127.0.0.1", "127.1.2.3", "localhost", "::1"] {
            try read(["HOST": host]).checkServing(allowsInsecureLocalSignIn: false)
        }
        for host in ["0.0.0.0", "::", "192.168.1.5", "example.com"] {
            let configuration = try read(["HOST": host])
            #expect(throws: CommandFailure.self) { try configuration.checkServing(allowsInsecureLocalSignIn: false) }
            try configuration.checkServing(allowsInsecureLocalSignIn: true)
        }
    }

    @Test(arguments: [
        "https://tasks.example.com", "https://192.168.1.5:8443", "https://[2001:db8::1]/tasks",
        "https://localhost.example",
        "https://127.0.0.1.example",
    ])
    func `an https address for others needs a local crew or an SSO`(url: String) throws {
        let told = try read(["PUBLIC_URL": url])
        for isInsecureAllowed in [false, true] {
            let line =
                "PUBLIC_URL: '\(url)' is for other machines, and local sign-in is for one: set TASKFLOW_LOCAL_CREW=1 "
                + "(--local-crew) for a small crew behind a TLS proxy, or AUTH_SERVER_URL for an SSO"
            #expect(throws: CommandFailure(message: line, exitCode: 2)) {
                try told.checkServing(allowsInsecureLocalSignIn: isInsecureAllowed)
            }
        }
        try read(["PUBLIC_URL": url, "TASKFLOW_LOCAL_CREW": "1"]).checkServing(allowsInsecureLocalSignIn: false)
        try read(["PUBLIC_URL": url], flags: [.localCrew: "on"]).checkServing(allowsInsecureLocalSignIn: false)
        try read(["PUBLIC_URL": url, "AUTH_SERVER_URL": "https://sso.example"]).checkServing(
            allowsInsecureLocalSignIn: false)
        let off = try read(["PUBLIC_URL": url, "TASKFLOW_LOCAL_CREW": "0"])
        #expect(throws: CommandFailure.self) { try off.checkServing(allowsInsecureLocalSignIn: false) }
    }

    @Test func `an http address for others is for trials, crew or not`() throws {
        for crew in ["0", "1"] {
            let told = try read(["PUBLIC_URL": "http://tasks.lan", "TASKFLOW_LOCAL_CREW": crew])
            #expect(throws: CommandFailure.self) { try told.checkServing(allowsInsecureLocalSignIn: false) }
            try told.checkServing(allowsInsecureLocalSignIn: true)
        }
    }

    @Test func `a local crew does not open the port itself to others`() throws {
        let told = try read(["PUBLIC_URL": "https://tasks.example", "TASKFLOW_LOCAL_CREW": "1", "HOST": "0.0.0.0"])
        #expect(throws: CommandFailure.self) { try told.checkServing(allowsInsecureLocalSignIn: false) }
        try told.checkServing(allowsInsecureLocalSignIn: true)
    }

    @Test(arguments: [
        "http://localhost:3000", "https://localhost", "https://127.0.0.2:8443", "https://[::1]:8000",
        "http://LOCALHOST/x",
    ])
    func `a name of this machine needs nothing`(url: String) throws {
        try read(["PUBLIC_URL": url]).checkServing(allowsInsecureLocalSignIn: false)
    }

    @Test func `it is told where the database is said`() throws {
        #expect(try read(flags: [.database: "sqlite:x.db"]).databaseOrigin == "by --database")
        #expect(try read(["DATABASE_URL": "sqlite:x.db"]).databaseOrigin == "by DATABASE_URL in the environment")
        #expect(try read(file: ["DATABASE_URL": "sqlite:x.db"]).databaseOrigin == "by DATABASE_URL in .env")
        #expect(try read(flags: [.dataDirectory: "/d"]).databaseOrigin == "by --data-dir")
        #expect(try read().databaseOrigin == "by TASKFLOW_DATA in the environment")
        #expect(try read(["TASKFLOW_DATA": ""]).databaseOrigin == "by default")
    }

    @Test func anSSOsKeysComeProtected() throws {
        try read(["AUTH_SERVER_URL": "https://sso.example"]).checkServing(allowsInsecureLocalSignIn: false)
        try read(["AUTH_SERVER_URL": "http://127.0.0.1:3000"]).checkServing(allowsInsecureLocalSignIn: false)
        try read(["AUTH_SERVER_URL": "http://sso.example", "JWKS_URL": "https://sso.example/keys"])
            .checkServing(allowsInsecureLocalSignIn: false)
        let open = [
            ["AUTH_SERVER_URL": "http://sso.example"], ["AUTH_SERVER_URL": "http://127.0.0.1.example"],
            ["AUTH_SERVER_URL": "https://sso.example", "JWKS_URL": "http://10.0.0.1/keys"],
        ]
        for settings in open {
            let configuration = try read(settings)
            #expect(throws: CommandFailure.self) { try configuration.checkServing(allowsInsecureLocalSignIn: true) }
        }
    }

    @Test func whoseTokensAreBelieved() throws {
        let standard = try read(["AUTH_SERVER_URL": "https://sso.example/", "PUBLIC_URL": "https://tasks.example"])
        #expect(standard.keyURL == "https://sso.example/api/auth/jwks")
        #expect(standard.issuers == ["https://sso.example", "https://sso.example/api/auth"])
        #expect(standard.audiences == ["https://sso.example", "https://tasks.example", "https://tasks.example/mcp"])
        let told = try read([
            "AUTH_SERVER_URL": "https://sso.example", "AUTH_ISSUER": "a, b", "AUTH_AUDIENCE": "*",
            "JWKS_URL": "https://keys.example/x",
        ])
        #expect(told.issuers == ["a", "b"])
        #expect(told.audiences == ["*"])
        #expect(told.keyURL == "https://keys.example/x")
        #expect(try read([:]).keyURL == nil)
    }

    @Test func addressesOfEveryKind() throws {
        #expect(try read(["HOST": "[::1]", "PORT": "9"]).publicURL == "http://[::1]:9")
        #expect(try read(["PUBLIC_URL": "https://t.example/x/"]).publicURL == "https://t.example/x")
        #expect(try read(["HOST": "0.0.0.0"]).localAddress(port: 7) == "http://127.0.0.1:7")
        let ranges = try read(["TRUSTED_PROXIES": "10.0.0.0/9, ::1"]).trustedProxies
        #expect(ranges[0].contains("10.127.0.1") && !ranges[0].contains("10.128.0.1") && !ranges[0].contains("::1"))
        #expect(ranges[1].contains("0:0::1") && !ranges[1].contains("::2"))
    }

    private func read(
        _ environment: [String: String] = [:], flags: [Setting: String] = [:], file: [String: String] = [:]
    ) throws -> ServerConfiguration {
        let environment = environment.merging(["TASKFLOW_DATA": "/data"]) { first, _ in first }
        let provider = EnvironmentVariablesProvider(environmentVariables: file)
        return try ServerConfiguration(SettingsSource(flags: flags, environment: environment, file: provider))
    }
}
