import NIOCore
import TaskFlowSchema
import Testing

@Suite("Bodies")
struct BodyTests {
    @Test(
        "JSON goes by these names",
        arguments: [
            "application/json", "APPLICATION/JSON", "application/json; charset=latin1", "application/merge-patch+json",
        ])
    func json(type: String) async throws {
        try await TestServer.run { server in
            let reply = try await post(#"{"title":"t"}"#, type: type, to: server)
            #expect(reply.status == 201)
        }
    }

    @Test("any other type is text, and text is no object", arguments: ["text/plain", "application/jsonx", "", nil])
    func otherTypes(type: String?) async throws {
        try await TestServer.run { server in
            let reply = try await post(#"{"title": "t"}"#, type: type, to: server)
            #expect(reply.status == 422)
            let message = "Input should be a valid dictionary or object to extract fields from"
            #expect(
                reply.json?["detail"] == [
                    [
                        "type": "model_attributes_type", "loc": ["body"], "msg": .string(message),
                        "input": #"{"title": "t"}"#,
                    ]
                ])
        }
    }

    @Test("broken JSON is told with its place, and alone")
    func broken() async throws {
        try await TestServer.run { server in
            let reply = try await server.call("PATCH", "/api/tasks/abc", json: "{")
            #expect(reply.status == 422)
            #expect(
                reply.json?["detail"] == [
                    [
                        "type": "json_invalid", "loc": ["body", 1], "msg": "JSON decode error", "input": [:],
                        "ctx": ["error": "Expecting property name enclosed in double quotes"],
                    ]
                ])
        }
    }

    @Test("no body where one is needed")
    func absent() async throws {
        try await TestServer.run { server in
            let reply = try await server.call("POST", "/api/tasks", json: "")
            #expect(reply.json?["detail"]?[0]?["type"] == "missing")
            #expect(reply.json?["detail"]?[0]?["loc"] == ["body"])
        }
    }

    @Test("bytes that are no UTF-8 are 400", arguments: ["application/json", "text/plain"])
    func notText(type: String) async throws {
        try await TestServer.run { server in
            let reply = try await post(ByteBuffer(bytes: [0x7B, 0x22, 0xFF, 0x22, 0x7D]), type: type, to: server)
            #expect(reply.status == 400)
            #expect(reply.json?["error"] == "There was an error parsing the body")
            #expect(reply.json?["code"] == "validation_failed")
        }
    }

    @Test("a bad body is told only to those who may call")
    func refusedFirst() async throws {
        try await TestServer.run { server async throws in
            let bad = "tfl_" + String(repeating: "A", count: 43)
            #expect(try await server.call("POST", "/api/tasks", key: bad, json: "{").status == 401)
            #expect(try await server.call("POST", "/api/tasks", key: server.reader, json: "{").status == 403)
            #expect(try await server.call("POST", "/api/tasks", key: "", json: "{").status == 401)
        }
    }

    @Test("a body that is too large is refused before it is sent")
    func announcedLength() async throws {
        try await TestServer.run { server in
            let head = "POST /api/tasks HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1048577\r\n"
            let reply = try await server.raw(head + "Authorization: Bearer \(server.ada)\r\n\r\n")
            #expect(reply.status == 413)
            #expect(reply.json?["code"] == "payload_too_large")
            #expect(try await server.raw(head + "\r\n").status == 401)
        }
    }

    @Test("a body of unknown length is cut off where it is too large")
    func chunked() async throws {
        try await TestServer.run { server async throws in
            let head = """
                POST /api/tasks HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r
                Authorization: Bearer \(server.ada)\r\nContent-Type: application/json\r\n\r\n
                """
            let chunk = ByteBuffer(string: "10000\r\n" + String(repeating: " ", count: 0x10000) + "\r\n")
            let pieces =
                [ByteBuffer(string: head)] + Array(repeating: chunk, count: 17) + [ByteBuffer(string: "0\r\n\r\n")]
            #expect(try await server.raw(pieces).status == 413)
            let small = [ByteBuffer(string: head + "d\r\n{\"title\":\"t\"}\r\n0\r\n\r\n")]
            #expect(try await server.raw(small).status == 201)
        }
    }

    @Test("a mebibyte is not too large")
    func limit() async throws {
        try await TestServer.run { server async throws in
            let padding = String(repeating: " ", count: (1 << 20) - 13)
            #expect(try await server.call("POST", "/api/tasks", json: #"{"title":"t"}"# + padding).status == 201)
        }
    }

    private func post(_ body: String, type: String?, to server: TestServer) async throws -> Reply {
        try await post(ByteBuffer(string: body), type: type, to: server)
    }

    private func post(_ body: ByteBuffer, type: String?, to server: TestServer) async throws -> Reply {
        let headers = ["Authorization: Bearer \(server.ada)"] + (type.map { ["Content-Type: \($0)"] } ?? [])
        return try await server.send("POST", "/api/tasks", headers, body: body)
    }
}
