import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import TaskFlowOperations
import TaskFlowSchema

/// The operation's own route.
struct RESTDoor: ParityDoor {
    let place: ParityPlace

    func call(
        _ operation: any TaskFlowOperations.Operation.Type, _ input: JSONObject, by who: ParityStep.Who
    ) async throws -> JSON {
        var request = HTTPClientRequest(url: place.address + Self.target(operation, input))
        request.method = HTTPMethod(rawValue: operation.spec.route.method.rawValue)
        request.headers.add(name: "authorization", value: "Bearer \(place.key(who))")
        let body = Self.members(operation, input) { $0 == .body || $0 == .queryOrBody }
        if !body.isEmpty {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: JSON.object(JSONObject(body)).bytes))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let text = try await response.body.collect(upTo: 1 << 20)
        guard (200..<300).contains(response.status.code) else {
            throw ParityFailure(description: "\(operation.spec.name): \(response.status) \(String(buffer: text))")
        }
        return text.readableBytes == 0 ? .null : try JSONParser.parse(text.readableBytesView)
    }

    private static func target(_ operation: any TaskFlowOperations.Operation.Type, _ input: JSONObject) -> String {
        let path = members(operation, input) { $0 == .path }.reduce(operation.spec.route.path) { path, member in
            path.replacing("{\(member.0)}", with: PathEncoding.encode(text(member.1)))
        }
        let query = members(operation, input) { $0 == .query }.flatMap { name, value in
            (value.arrayValue ?? [value]).map { "\(name)=\(PathEncoding.encode(text($0)))" }
        }
        return query.isEmpty ? path : "\(path)?\(query.joined(separator: "&"))"
    }

    private static func members(
        _ operation: any TaskFlowOperations.Operation.Type, _ input: JSONObject, from isMeant: (FieldSource) -> Bool
    ) -> [(String, JSON)] {
        let names = operation.inputFields.filter { isMeant($0.source) }.map(\.name)
        return input.members.filter { names.contains($0.name) }.map { ($0.name, $0.value) }
    }

    static func text(_ value: JSON) -> String { value.stringValue ?? value.text }
}
