internal import HTTPTypes
internal import TaskFlowHTTP

/// What a browser is given of the board: the shell, and the two files that it names.
struct BoardFiles: Sendable {
    let script: PackedFile
    let style: PackedFile
    let icon: PackedFile
    let manifest: PackedFile
    let shell: PackedFile

    /// - Parameters:
    ///   - prefix: What stands before the paths of the server, as a proxy has it: `/tasks` or nothing.
    ///   - version: The program's.
    init(_ files: WebFiles, prefix: String, version: String) {
        let forever = "public, max-age=31536000, immutable"
        script = PackedFile(
            Array(JoinedFile.scripts(files).text.utf8), type: "text/javascript; charset=utf-8", caching: forever)
        style = PackedFile(Array(JoinedFile.styles(files).text.utf8), type: "text/css; charset=utf-8", caching: forever)
        icon = PackedFile(files.bytes("icon.svg") ?? [], type: "image/svg+xml", caching: "public, max-age=86400")
        manifest = PackedFile(
            files.bytes("manifest.webmanifest") ?? [], type: "application/manifest+json",
            caching: "public, max-age=86400")
        let html = files.text("shell.html").replacing("{{prefix}}", with: prefix)
            .replacing("{{script}}", with: script.hash).replacing("{{style}}", with: style.hash)
            .replacing("{{version}}", with: version)
        shell = PackedFile(
            Array(html.utf8), type: "text/html; charset=utf-8", caching: "no-cache",
            [.contentSecurityPolicy: Self.policy])
    }

    /// No inline script or style, nothing from elsewhere, and no HTML made from text (Trusted Types).
    private static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
        "connect-src 'self'", "manifest-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
        "require-trusted-types-for 'script'", "trusted-types 'none'",
    ].joined(separator: "; ")
}
