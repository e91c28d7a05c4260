internal import HTTPTypes
internal import TaskFlowHTTP

/// What a browser is given of the board: the shell, the two files that it names, and the rooms, which pages ask for later.
struct BoardFiles: Sendable {
    /// The main script, `app`, and those of the rooms.
    let scripts: [String: PackedFile]
    /// Stands in the scripts' names.
    let scriptHash: String
    let style: PackedFile
    let icon: PackedFile
    let manifest: PackedFile
    let shell: PackedFile

    /// - Parameters:
    ///   - prefix: What stands before the paths of the server, as a proxy has it: `/tasks` or nothing.
    ///   - version: The program's.
    init(_ files: WebFiles, prefix: String, version: String) {
        let forever = "public, max-age=31536000, immutable"
        let joined = JoinedScripts(files)
        scriptHash = joined.hash
        scripts = joined.rooms.merging(["app": joined.main]) { $1 }.mapValues { text in
            PackedFile(Array(text.utf8), type: "text/javascript; charset=utf-8", caching: forever)
        }
        style = PackedFile(Array(JoinedFile.styles(files).text.utf8), type: "text/css; charset=utf-8", caching: forever)
        icon = PackedFile(files.bytes("icon.svg") ?? [], type: "image/svg+xml", caching: "public, max-age=86400")
        manifest = PackedFile(
            files.bytes("manifest.webmanifest") ?? [], type: "application/manifest+json",
            caching: "public, max-age=86400")
        let html = files.text("shell.html").replacing("{{prefix}}", with: prefix)
            .replacing("{{script}}", with: joined.hash).replacing("{{style}}", with: style.hash)
            .replacing("{{version}}", with: version).replacing(
                "{{icon}}", with: Self.inline(files.bytes("icon.svg") ?? []))
        shell = PackedFile(
            Array(html.utf8), type: "text/html; charset=utf-8", caching: "no-cache",
            [.contentSecurityPolicy: Self.policy])
    }

    /// An image as the address of itself: it takes no request of its own.
    private static func inline(_ image: [UInt8]) -> String {
        "data:image/svg+xml,"
            + image.map { byte in
                let isPlain =
                    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: " ")
                    || (UInt8(ascii: "-")...UInt8(ascii: "=")).contains(byte) && byte != UInt8(ascii: "<")
                return isPlain ? String(UnicodeScalar(byte)) : "%" + hex(byte / 16) + hex(byte % 16)
            }.joined()
    }

    private static func hex(_ digit: UInt8) -> String { String(digit, radix: 16, uppercase: true) }

    /// No inline script or style, nothing from elsewhere, and no HTML made from text (Trusted Types).
    private static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
        "connect-src 'self'", "manifest-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
        "require-trusted-types-for 'script'", "trusted-types 'none'",
    ].joined(separator: "; ")
}
