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

    @Test("without assets the docs pages use the CDN, and their policy lets them")
    func remote() async throws {
        try await TestServer.run(docs: DocumentPages(fetched: .folder("/nowhere"))) { server in
            let docs = try await server.send("GET", "/docs")
            #expect(docs.body.contains("https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/swagger-ui-bundle.js"))
            #expect(docs["content-security-policy"]?.contains("script-src 'self' https://cdn.jsdelivr.net") == true)
            let redoc = try await server.send("GET", "/redoc")
            #expect(redoc.body.contains("https://cdn.jsdelivr.net/npm/redoc@2/bundles/redoc.standalone.js"))
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
