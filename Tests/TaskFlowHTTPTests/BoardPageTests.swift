import Foundation
import NIOCore
import TaskFlowHTTP
import TaskFlowWeb
import Testing

@Suite("The web board's files")
struct BoardPageTests {
    private static let places = [
        "/", "/board", "/list", "/mine", "/inbox", "/agents", "/projects", "/projects/a-b", "/tasks/12", "/keys",
        "/connect", "/search", "/sign-in",
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
            #expect(try await server.send("GET", "/assets/app.0.js").status == 404)
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
}
