import TaskFlowMCP
import TaskFlowSchema
import Testing

@Suite struct RPCMessageTests {
    @Test(arguments: [
        (#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#, RequestID.number(1)),
        (#"{"jsonrpc":"2.0","id":"1","method":"ping","params":{}}"#, .text("1")),
        (#"{"jsonrpc":"2.0","id":"","method":"ping","params":null}"#, .text("")),
        (
            #"{"jsonrpc":"2.0","id":123456789012345678901234567890,"method":"x","extra":1}"#,
            .digits("123456789012345678901234567890")
        ),
    ])
    func `a request keeps its id as it was sent`(_ text: String, _ id: RequestID) throws {
        guard case .request(let request) = try RPCMessage.read(text.utf8) else {
            Issue.record("no request")
            return
        }
        #expect(request.id == id)
        #expect(text.contains("\"id\":\(id.json.text),"))
    }

    @Test func `what has no id is a notification`() throws {
        let message = try RPCMessage.read(#"{"jsonrpc":"2.0","method":"notifications/x","params":{"a":1}}"#.utf8)
        #expect(message == .notification(method: "notifications/x", params: ["a": 1]))
    }

    @Test(arguments: [
        "", "{", "nul", "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}", "\u{FEFF}{}", "{} {}",
        String(repeating: "[", count: 200),
    ])
    func `what is no JSON is a parse error without an id`(_ text: String) throws {
        #expect(try refusal(of: text) == Refused(code: -32700, id: .null))
    }

    @Test(arguments: [
        ("[]", JSON.null), ("1", .null), ("null", .null), ("\"ping\"", .null),
        // Batches, of one too.
        (#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, .null),
        // Responses: this server asked nothing.
        (#"{"jsonrpc":"2.0","id":1,"result":{}}"#, 1),
        (#"{"jsonrpc":"2.0","id":"a","error":{"code":1,"message":""}}"#, "a"),
        // Ids.
        (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, .null),
        (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, .null),
        (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, .null),
        (#"{"jsonrpc":"2.0","id":true,"method":"ping"}"#, .null),
        // Everything else.
        (#"{"id":7,"method":"ping"}"#, 7), (#"{"jsonrpc":"1.0","id":7,"method":"ping"}"#, 7),
        (#"{"jsonrpc":2.0,"id":7,"method":"ping"}"#, 7), (#"{"jsonrpc":"2.0","id":7}"#, 7),
        (#"{"jsonrpc":"2.0","id":7,"method":null}"#, 7), (#"{"jsonrpc":"2.0","id":7,"method":["ping"]}"#, 7),
        (#"{"jsonrpc":"2.0","id":7,"method":"ping","params":[1]}"#, 7),
        (#"{"jsonrpc":"2.0","method":"ping","params":"x"}"#, .null), ("{}", .null),
    ])
    func `what is no single message is an invalid request, with its id where it has one`(
        _ text: String, _ id: JSON
    ) throws {
        #expect(try refusal(of: text) == Refused(code: -32600, id: id))
    }

    private struct Refused: Equatable {
        let code: Int?
        let id: JSON?
    }

    private func refusal(of text: String) throws -> Refused {
        do throws(RPCError) {
            let message = try RPCMessage.read(text.utf8)
            Issue.record("\(message)")
            return Refused(code: nil, id: nil)
        } catch {
            #expect(error.json["jsonrpc"] == "2.0")
            #expect(error.json["error"]?["message"]?.stringValue?.isEmpty == false)
            return Refused(code: error.json["error"]?["code"]?.integerValue, id: error.json["id"])
        }
    }
}
