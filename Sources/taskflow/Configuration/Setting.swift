/// A setting of the server: its environment variable, its flag, and what it is for (docs/contract.md has the list).
enum Setting: String, CaseIterable, Sendable {
    case database = "DATABASE_URL"
    case databaseDirect = "DATABASE_URL_DIRECT"
    case databasePoolSize = "DATABASE_POOL_SIZE"
    case databasePrepared = "DATABASE_PREPARED"
    case host = "HOST"
    case port = "PORT"
    case publicURL = "PUBLIC_URL"
    case dataDirectory = "TASKFLOW_DATA"
    case authServerURL = "AUTH_SERVER_URL"
    case jwksURL = "JWKS_URL"
    case authIssuer = "AUTH_ISSUER"
    case authAudience = "AUTH_AUDIENCE"
    case authClientID = "AUTH_CLIENT_ID"
    case authWebClientID = "AUTH_WEB_CLIENT_ID"
    case localCrew = "TASKFLOW_LOCAL_CREW"
    case allowedOrigins = "ALLOWED_ORIGINS"
    case rateLimit = "TASKFLOW_RATE_LIMIT"
    case drainSeconds = "TASKFLOW_DRAIN_SECONDS"
    case trustedProxies = "TRUSTED_PROXIES"
    case logLevel = "LOG_LEVEL"
    case logFormat = "LOG_FORMAT"

    /// The environment variable.
    var variable: String { rawValue }

    /// The flag of `taskflow serve`.
    var flag: String {
        switch self {
        case .database: "--database"
        case .databaseDirect: "--database-direct"
        case .dataDirectory: "--data-dir"
        case .rateLimit: "--rate-limit"
        case .localCrew: "--local-crew"
        case .drainSeconds: "--drain-seconds"
        default: "--" + rawValue.lowercased().replacing("_", with: "-")
        }
    }

    /// Whether its flag stands alone, without a value.
    var isSwitch: Bool { self == .localCrew }

    /// What its value may be, where it is one of a few.
    var choices: [String] {
        switch self {
        case .databasePrepared: ["on", "off"]
        case .logLevel: ["debug", "info", "warning", "error"]
        case .logFormat: ["text", "json"]
        default: []
        }
    }

    /// One sentence for help, with the variable and the default.
    var help: String {
        switch self {
        case .database:
            "The database: sqlite:///path or postgresql://…. [DATABASE_URL; taskflow.db in the data directory]"
        case .databaseDirect: "Its un-pooled address, for migrations and LISTEN. [DATABASE_URL_DIRECT; the same]"
        case .databasePoolSize: "Connections to a database server. [DATABASE_POOL_SIZE; 10]"
        case .databasePrepared:
            "off behind a pooler that loses prepared statements. [DATABASE_PREPARED; on, but for Neon's]"
        case .host: "The address to listen on. [HOST; 127.0.0.1]"
        case .port: "The port to listen on; 0 takes a free one. [PORT; 8000]"
        case .publicURL: "The address others know the server by. [PUBLIC_URL; http://HOST:PORT]"
        case .dataDirectory: "Where data are kept. [TASKFLOW_DATA; ~/.local/share/taskflow]"
        case .authServerURL: "The SSO; local sign-in when there is none. [AUTH_SERVER_URL]"
        case .jwksURL: "The SSO's keys. [JWKS_URL; AUTH_SERVER_URL/api/auth/jwks]"
        case .authIssuer: "The issuers believed, with commas between. [AUTH_ISSUER; the SSO]"
        case .authAudience: "The audiences accepted, with commas between. [AUTH_AUDIENCE]"
        case .authClientID: "The client of the command line's sign-in. [AUTH_CLIENT_ID; taskflow-cli]"
        case .authWebClientID: "The client of the browser's sign-in. [AUTH_WEB_CLIENT_ID; taskflow-web]"
        case .localCrew:
            "Let a small crew sign in locally, at an https public URL behind a TLS proxy. [TASKFLOW_LOCAL_CREW; off]"
        case .allowedOrigins: "Web pages that may call, with commas between. [ALLOWED_ORIGINS; http://localhost:3000]"
        case .rateLimit: "Calls a minute for each caller; 0 for no limit. [TASKFLOW_RATE_LIMIT; 600]"
        case .drainSeconds:
            "Seconds that the port stays open after SIGTERM. [TASKFLOW_DRAIN_SECONDS; 0 on a terminal, else 5]"
        case .trustedProxies: "Proxies whose X-Forwarded-For is believed. [TRUSTED_PROXIES; none]"
        case .logLevel:
            "debug, info, warning or error. [LOG_LEVEL; info, and on a terminal no more than a person needs]"
        case .logFormat: "text or json. [LOG_FORMAT; text on a terminal, else json]"
        }
    }
}
