internal import TaskFlowHTTP

/// A page's HTML and what it may load. No script stands in the page itself.
struct HTMLPage {
    let title: String
    var styles: [String] = []
    var scripts: [String] = []
    var icon: String?
    var body: String

    var html: String {
        var lines = ["<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\">"]
        lines.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        lines.append("<title>\(title)</title>")
        lines += styles.map { "<link rel=\"stylesheet\" href=\"\($0)\">" }
        lines.append("<link rel=\"icon\" href=\"\(icon ?? "data:,")\">")
        lines += ["</head>", "<body>", body]
        lines += scripts.map { "<script src=\"\($0)\"></script>" }
        lines += ["</body>", "</html>", ""]
        return lines.joined(separator: "\n")
    }

    /// The page's Content-Security-Policy. Swagger UI and Redoc write styles of their own, and Redoc searches in a worker.
    var policy: String {
        [
            "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:", "font-src 'self' data:", "connect-src 'self'", "worker-src 'self' blob:",
            "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
        ].joined(separator: "; ")
    }

    var content: StaticContent {
        StaticContent(Array(html.utf8), type: "text/html; charset=utf-8", policy: policy)
    }
}
