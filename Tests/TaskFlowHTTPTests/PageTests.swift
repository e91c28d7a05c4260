import Foundation
import TaskFlowHTTP
import TaskFlowWeb
import Testing

@Suite("Pages")
struct PageTests {
    @Test("pages allow no script of their own text", arguments: ["/", "/docs", "/redoc"])
    func policy(path: String) async throws {
        try await TestServer.run { server in
            let reply = try await server.send("GET", path)
            #expect(reply.status == 200)
            #expect(reply["content-type"] == "text/html; charset=utf-8")
            let policy = try #require(reply["content-security-policy"])
            #expect(policy.contains("default-src 'none'"))
            #expect(!policy.contains("script-src 'self' 'unsafe-inline'"))
            #expect(!reply.body.contains("<script>"))
        }
    }

    @Test("without assets the docs pages say how to get them, and ask no other host")
    func missing() async throws {
        try await TestServer.run(docs: DocumentPages(fetched: .folder("/nowhere"))) { server in
            for (path, name) in [("/docs", "Swagger UI"), ("/redoc", "ReDoc")] {
                let reply = try await server.send("GET", path)
                #expect(reply.body.contains("\(name) is not in this program") && reply.body.contains("openapi.json"))
                #expect(!(reply.body + (reply["content-security-policy"] ?? "")).contains("https:"))
                #expect(!reply.body.contains("-init.js"))
            }
        }
    }

    @Test("with assets nothing comes from elsewhere")
    func local() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("assets-\(UUID().uuidString)")
        let docs = folder.appendingPathComponent("docs")
        try FileManager.default.createDirectory(at: docs, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["swagger-ui-bundle.js", "swagger-ui.css", "redoc.standalone.js", "favicon.png"] {
            try Data("/* \(name) */".utf8).write(to: docs.appendingPathComponent(name))
        }
        try await TestServer.run(docs: DocumentPages(fetched: .folder(folder.path))) { server in
            for path in ["/docs", "/redoc"] {
                let reply = try await server.send("GET", path)
                #expect(!(reply.body + (reply["content-security-policy"] ?? "")).contains("https:"))
            }
            let script = try await server.send("GET", "/docs/assets/swagger-ui-bundle.js")
            #expect(script.body == "/* swagger-ui-bundle.js */")
            #expect(script["content-type"] == "text/javascript; charset=utf-8")
            #expect(script["cache-control"] == "public, max-age=86400")
            let tag = try #require(script["etag"])
            #expect(
                try await server.send("GET", "/docs/assets/swagger-ui.css", ["If-None-Match: \(tag)"]).status == 200)
            #expect(
                try await server.send("GET", "/docs/assets/swagger-ui-bundle.js", ["If-None-Match: \(tag)"]).status
                    == 304)
            #expect(try await server.send("GET", "/docs/assets/..%2F..%2Fetc%2Fpasswd").status == 404)
        }
    }

    @Test("every file a page names is there")
    func scripts() async throws {
        try await TestServer.run { server in
            for path in ["/", "/docs", "/redoc"] {
                let page = try await server.send("GET", path).body
                let named = page.split(separator: "src=\"").dropFirst() + page.split(separator: "href=\"").dropFirst()
                let sources = named.map { $0.prefix { $0 != "\"" } }
                for source in sources where !source.hasPrefix("https:") && !source.hasPrefix("data:") {
                    #expect(
                        try await server.send("GET", source.hasPrefix("/") ? "\(source)" : "/\(source)").status == 200,
                        "\(source)")
                }
            }
        }
    }
}
