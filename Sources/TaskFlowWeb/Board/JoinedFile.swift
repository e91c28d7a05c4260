/// One file that is joined of many, in a listed order: over HTTP/1.1 one file is there sooner than twenty (docs/web.md).
struct JoinedFile {
    let text: String

    /// JavaScript modules: their `import` lines and the word `export` go, so that all of them share one scope. What is there for
    /// those who read the code goes as well, the lines of comment and the indents: a sixth of what is sent.
    static func scripts(_ files: WebFiles) -> JoinedFile {
        JoinedFile(
            text: list("modules.txt", files).map { path in
                files.text(path).split(separator: "\n")
                    .map { $0.drop { $0 == " " } }
                    .filter { !$0.hasPrefix("import ") && !$0.hasPrefix("//") }
                    .map { $0.hasPrefix("export ") ? $0.dropFirst("export ".count) : $0 }
                    .joined(separator: "\n")
            }.joined(separator: "\n"))
    }

    static func styles(_ files: WebFiles) -> JoinedFile {
        JoinedFile(text: list("styles.txt", files).map(files.text).joined(separator: "\n"))
    }

    private static func list(_ name: String, _ files: WebFiles) -> [String] {
        files.text(name).split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }
}
