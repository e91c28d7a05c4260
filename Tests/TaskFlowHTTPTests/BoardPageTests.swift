import Foundation
import NIOCore
import TaskFlowHTTP
import TaskFlowWeb
import Testing

@Suite("The web board's files")
struct BoardPageTests {
    private static let places = [
        "/", "/board", "/list", "/mine", "/inbox", "/agents", "/projects", "/projects/a-b", "/tasks/12", "/keys",
        "/connect", "/plan", "/search", "/sign-in",
    ]

    @Test("every place is one shell, with the strictest policy", arguments: places)
    func shell(path: String) async throws {
        try await TestServer.run { server in
            let reply = try await server.send("GET", path, ["Accept: text/html"])
            #expect(reply.status == 200 && reply["cache-control"] == "no-cache")
            let policy = try #require(reply["content-security-policy"])
            for rule in ["default-src 'none'", "script-src 'self'", "style-src 'self'", "trusted-types 'none'"] {
                #expect(policy.contains(rule))
            }
            #expect(!policy.contains("unsafe") && !reply.body.contains("{{"))
            let tag = try #require(reply["etag"])
            #expect(try await server.send("GET", path, ["If-None-Match: \(tag)"]).status == 304)
        }
    }

    @Test("script and style have hashed names, stay for ever, and come compressed")
    func assets() async throws {
        try await TestServer.run { server in
            let page = try await server.send("GET", "/").body
            for attribute in ["src=\"", "href=\""] {
                for part in page.components(separatedBy: attribute).dropFirst() where part.hasPrefix("/assets/") {
                    let path = String(part.prefix { $0 != "\"" })
                    let plain = try await server.send("GET", path)
                    #expect(plain.status == 200 && plain["cache-control"]?.contains("immutable") == true)
                    #expect(plain.body.utf8.count > 10_000 && !plain.body.contains("\nimport "))
                    #expect(!plain.body.contains("\n//") && !plain.body.contains("\nexport "))
                    let packed = try await Wire.exchange(
                        [
                            .init(
                                string:
                                    "GET \(path) HTTP/1.1\r\nHost: tasks.test:8000\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
                            )
                        ],
                        port: server.port)
                    let head = packed.components(separatedBy: "\r\n\r\n")[0]
                    #expect(head.contains("Content-Encoding: gzip") && head.contains("Vary: Accept-Encoding"))
                    #expect(packed.utf8.count < plain.body.utf8.count)
                    let tag = try #require(plain["etag"])
                    #expect(!head.contains(tag))
                    let refused = try await server.send("GET", path, ["Accept-Encoding: gzip;q=0"])
                    #expect(refused["content-encoding"] == nil)
                }
            }
            // Another version's name, behind one proxy: the present file, which nobody keeps under that name.
            let other = try await server.send("GET", "/assets/app.0.js")
            #expect(other.status == 200 && other["cache-control"] == "no-cache")
            for path in ["/assets/app.js", "/assets/other.0.js", "/assets/app.0.map"] {
                #expect(try await server.send("GET", path).status == 404)
            }
        }
    }

    @Test("the main script names every room, and each is a file under the main script's own hash")
    func rooms() async throws {
        try await TestServer.run { server in
            let page = try await server.send("GET", "/").body
            let path = try #require(page.firstMatch(of: /\/assets\/app\.[^"]+\.js/)).output
            let hash = path.dropFirst("/assets/app.".count).dropLast(".js".count)
            let main = try await server.send("GET", String(path)).body
            let named = Set(
                main.matches(of: /import\('\.\/(\w+)\.(\w+)\.js'\)/).map { "\($0.output.1).\($0.output.2)" })
            #expect(named == ["crew.\(hash)", "graph.\(hash)", "plan.\(hash)"])
            for name in named {
                let room = try await server.send("GET", "/assets/\(name).js", ["Accept-Encoding: gzip;q=0"])
                #expect(room.status == 200 && room["cache-control"]?.contains("immutable") == true)
                #expect(room.body.contains("export const open") && !room.body.contains("\nimport "))
                #expect(room.body.utf8.count < 30_000)
            }
            let other = try await server.send("GET", "/assets/plan.0.js")
            #expect(other.status == 200 && other["cache-control"] == "no-cache")
        }
    }

    @Test("an unknown page is the shell with 404, for people alone")
    func unknown() async throws {
        try await TestServer.run { server in
            let page = try await server.send("GET", "/no/such/page", ["Accept: text/html,*/*;q=0.8"])
            #expect(page.status == 404 && page["content-type"] == "text/html; charset=utf-8")
            let others = [
                ("/no/such/page", "application/json"), ("/no/such/page", "*/*"), ("/api/nothing", "text/html"),
                ("/docs/assets/nothing", "text/html"),
            ]
            for (path, accept) in others {
                let reply = try await server.send("GET", path, ["Accept: \(accept)"])
                #expect(reply.status == 404 && reply["content-type"] == "application/json", "\(path) \(accept)")
            }
            #expect(try await server.send("POST", "/no/such/page", ["Accept: text/html"]).status == 404)
        }
    }

    @Test("HEAD says what GET would, for each coding", arguments: ["/", "/favicon.svg", "/manifest.webmanifest"])
    func head(path: String) async throws {
        try await TestServer.run { server in
            for coding in ["identity", "gzip"] {
                let (get, head) = (
                    try await server.send("GET", path, ["Accept-Encoding: \(coding)"]),
                    try await server.send("HEAD", path, ["Accept-Encoding: \(coding)"])
                )
                #expect(get.status == 200 && head.status == 200 && head.body.isEmpty && !get.body.isEmpty)
                for name in ["etag", "content-type", "content-length", "content-encoding", "vary", "cache-control"] {
                    #expect(get[name] == head[name], "\(name)")
                }
                let tag = try #require(get["etag"])
                let fields = ["Accept-Encoding: \(coding)", "If-None-Match: \(tag)"]
                let kept = try await server.send("GET", path, fields)
                #expect(kept.status == 304 && kept.body.isEmpty && kept["etag"] == tag && kept["vary"] == get["vary"])
            }
        }
    }

    @Test("pages have the headers that keep browsers strict", arguments: ["/", "/no/such/page", "/docs", "/redoc"])
    func strictness(path: String) async throws {
        try await TestServer.run { server in
            let reply = try await server.send("GET", path, ["Accept: text/html"])
            #expect(reply["x-content-type-options"] == "nosniff")
            #expect(reply["referrer-policy"] == "no-referrer" && reply["x-frame-options"] == "DENY")
        }
    }

    @Test("the shell and its files are small")
    func sizes() async throws {
        try await TestServer.run { server in
            let shell = try await server.send("HEAD", "/", ["Accept-Encoding: gzip"])
            #expect(Int(shell["content-length"] ?? "").map { $0 <= 2_000 } == true)
            let page = try await server.send("GET", "/").body
            for (ending, limit) in [(".js", 60_000), (".css", 12_000)] {
                let names = page.matches(of: /\/assets\/app\.[^"]+/).map { String($0.output) }
                let path = try #require(names.first { $0.hasSuffix(ending) })
                let file = try await server.send("HEAD", path, ["Accept-Encoding: gzip"])
                let bytes = file["content-length"] ?? ""
                #expect(Int(bytes).map { $0 <= limit } == true, "\(path): \(bytes)")
            }
        }
    }

    @Test("files in a folder are read anew for each request")
    func folder() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("board-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        @Sendable func write(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        try write("shell.html", "{{script}} {{style}}")
        try write("modules.txt", "a.js\n# a remark\nb.js\n")
        try write("styles.txt", "a.css\n")
        try write("a.js", "export function a() {}\n")
        try write("b.js", "import { a } from './a.js';\na();\n")
        try write("a.css", "p {}\n")
        let board = BoardPages(.folder(folder.path))
        try await TestServer.run(board: board) { server in
            let script = { () async throws -> (name: String, text: String) in
                let name = try await server.send("GET", "/").body.split(separator: " ")[0]
                return (String(name), try await server.send("GET", "/assets/app.\(name).js").body)
            }
            let before = try await script()
            #expect(before.text == "function a() {}\na();")
            try write("b.js", "a(1);\n")
            let after = try await script()
            #expect(after.text == "function a() {}\na(1);" && after.name != before.name)
            try write("b.js", "import('./r/c.js');\n")
            try write("modules.txt", "a.js\nb.js\n[r]\nc.js\nd.js\n")
            try write("c.js", "import { a } from './a.js';\nimport { d } from './d.js';\nexport const c = 1;\n")
            try write("d.js", "// words\nexport async function d() {}\n")
            let unlisted = try await script()
            #expect(unlisted.text.contains("import('./.\(unlisted.name).js')"))
            try write("b.js", "import('./c.js');\n")
            let split = try await script()
            #expect(
                split.text == """
                    function a() {}
                    import('./r.\(split.name).js').then((room) => room.open(joinedNames()));
                    function joinedNames() { return { a }; }
                    """)
            let room = try await server.send("GET", "/assets/r.\(split.name).js").body
            #expect(
                room == """
                    let made;
                    export const open = (names) => made ??= make(names);
                    function make({ a }) {
                    const c = 1;
                    async function d() {}
                    return { c, d };
                    }
                    """)
            try write("d.js", "export function d() {}\n")
            #expect(try await script().name != split.name)
        }
    }
}
