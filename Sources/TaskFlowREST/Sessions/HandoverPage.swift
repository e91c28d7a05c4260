internal import HTTPTypes
internal import NIOCore
internal import TaskFlowHTTP

/// The page that a sign-in at the SSO ends on: it goes on to the page that was wanted, by itself.
///
/// A redirect would not do. The browser comes from the SSO's site, and sends no cookie that is `SameSite=Strict` along any
/// redirect that begins there; what a page of our own asks for next, it sends the new session with.
struct HandoverPage {
    /// A ``WantedPage`` of this server, with the path of its public address before it.
    let address: String

    private static let policy =
        """
        default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
        require-trusted-types-for 'script'
        """

    var answer: Answer {
        var fields = CommonFields.bare.with(.contentType, "text/html; charset=utf-8")
        fields.append(.contentSecurityPolicy, Self.policy)
        return Answer(.ok, fields, ByteBuffer(string: html))
    }

    private var html: String {
        let address = address.replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing("<", with: "&lt;")
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="refresh" content="0; url=\(address)">
            <title>Signed in - TaskFlow</title>
            <link rel="icon" href="data:,">
            </head>
            <body>
            <main>
            <p>You are signed in. <a href="\(address)">Go on to TaskFlow</a></p>
            </main>
            </body>
            </html>

            """
    }
}
