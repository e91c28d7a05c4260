internal import Foundation

/// What the server says once it serves: to a person at a terminal where it is, how to sign in and how to stop it; to whoever collects
/// its output one line with the address to open.
struct Greeting {
    /// How somebody signs in.
    enum SignIn {
        /// By a link that is good once.
        case link(String)
        /// At the SSO.
        case sso
        /// No link could be made; the log says why.
        case none
    }

    /// As browsers reach it, without a slash at the end.
    let url: String
    let signIn: SignIn

    /// Lines without a newline at the end; `nil` where there is nothing to say.
    func text(onTerminal: Bool) -> String? {
        if onTerminal {
            return [
                "TaskFlow \(Version.current) serves \(url)/ and its API at \(url)/api",
                "Sign in: \(words)",
                "Stop:    Ctrl-C",
            ].joined(separator: "\n")
        }
        return switch signIn {
        case .link(let link): "Open \(link)"
        case .sso: "Open \(url)/"
        case .none: nil
        }
    }

    private var words: String {
        switch signIn {
        case .link(let link): "open \(link) (good once, for 10 minutes; `taskflow open` makes another)"
        case .sso: "open the address above in a browser, or run `taskflow login`"
        case .none: "`taskflow open` makes a link for your browser"
        }
    }

    /// Whether a person reads the standard output.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
}
