import Foundation
import TaskFlowHTTP
import TaskFlowOperations
import TaskFlowSchema
import Testing

@Suite("The OpenAPI document")
struct OpenAPITests {
    @Test("every operation stands in it, at its route")
    func operations() async throws {
        try await TestServer.run { server in
            let document = try #require(try await server.send("GET", "/openapi.json").json)
            if let file = ProcessInfo.processInfo.environment["TASKFLOW_OPENAPI_OUT"] {
                try document.text.write(toFile: file, atomically: true, encoding: .utf8)
            }
            #expect(document["openapi"] == "3.1.0")
            for operation in Operations.all {
                let route = operation.spec.route
                let entry = document["paths"]?[route.path]?[route.method.rawValue.lowercased()]
                #expect(entry?["operationId"]?.stringValue == operation.spec.name)
                #expect(entry?["security"] == [["HTTPBearer": []]])
            }
            #expect(document["components"]?["securitySchemes"]?["HTTPBearer"]?["scheme"] == "bearer")
        }
    }

    @Test("bodies and answers have names of their own")
    func schemas() async throws {
        try await TestServer.run { server in
            let document = try #require(try await server.send("GET", "/openapi.json").json)
            let create = document["paths"]?["/api/tasks"]?["post"]
            let media = { (json: JSON?) in json?["content"]?["application/json"]?["schema"]?["$ref"]?.stringValue }
            #expect(media(create?["requestBody"]) == "#/components/schemas/CreateTaskRequest")
            #expect(media(create?["responses"]?["201"]) == "#/components/schemas/Task")
            #expect(media(create?["responses"]?["422"]) == "#/components/schemas/HTTPValidationError")
            #expect(create?["responses"]?["201"]?["headers"]?["ETag"] != nil)
            let schema = document["components"]?["schemas"]?["CreateTaskRequest"]
            #expect(schema?["required"] == ["title"])
        }
    }

    @Test("what the query or the body may hold stands in both, required in neither")
    func queryOrBody() async throws {
        try await TestServer.run { server in
            let document = try #require(try await server.send("GET", "/openapi.json").json)
            let progress = document["paths"]?["/api/tasks/{task_id}/progress"]?["post"]
            let percent = progress?["parameters"]?.arrayValue?.first { $0["name"] == "percent" }
            #expect(percent?["in"] == "query")
            #expect(percent?["required"] == false)
            #expect(progress?["requestBody"]?["required"] == false)
        }
    }

    @Test("lists say how long they may be, and every operation that it knows its query")
    func bounds() async throws {
        try await TestServer.run { server in
            let document = try #require(try await server.send("GET", "/openapi.json").json)
            let list = document["paths"]?["/api/tasks"]?["get"]
            let bound = { (name: String) in
                list?["parameters"]?.arrayValue?.first { $0["name"]?.stringValue == name }?["schema"]?["maxItems"]
            }
            #expect(bound("status") == 5 && bound("tag") == 50)
            let key = document["components"]?["schemas"]?["CreateKeyRequest"]?["properties"]?["scopes"]
            #expect(key?["anyOf"]?[0]?["maxItems"] == 5)
            for operation in Operations.all {
                let route = operation.spec.route
                let entry = document["paths"]?[route.path]?[route.method.rawValue.lowercased()]
                #expect(entry?["responses"]?["422"] != nil, "\(operation.spec.name)")
            }
        }
    }

    @Test("what a call needs has an example, so that it can be tried out as it stands")
    func examples() async throws {
        try await TestServer.run { server in
            let document = try #require(try await server.send("GET", "/openapi.json").json)
            for operation in Operations.all {
                let route = operation.spec.route
                let entry = document["paths"]?[route.path]?[route.method.rawValue.lowercased()]
                for parameter in entry?["parameters"]?.arrayValue ?? [] where parameter["in"] == "path" {
                    #expect(parameter["example"] != nil, "\(operation.spec.name): \(parameter.text)")
                }
                guard let body = entry?["requestBody"] else { continue }
                #expect(body["content"]?["application/json"]?["example"] != nil, "\(operation.spec.name)")
            }
        }
    }

    @Test("every reference leads somewhere")
    func references() async throws {
        try await TestServer.run { server in
            let document = try #require(try await server.send("GET", "/openapi.json").json)
            let known = Set(document["components"]?["schemas"]?.objectValue?.members.map(\.name) ?? [])
            let used = document.text.split(separator: "#/components/schemas/").dropFirst().map {
                String($0.prefix { $0 != "\"" })
            }
            #expect(Set(used).isSubset(of: known))
        }
    }

    @Test("it is sent once")
    func entityTag() async throws {
        try await TestServer.run { server in
            let first = try await server.send("GET", "/openapi.json")
            let tag = try #require(first["etag"])
            #expect(try await server.send("GET", "/openapi.json", ["If-None-Match: \(tag)"]).status == 304)
        }
    }
}
