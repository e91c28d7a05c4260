import Testing

@testable import TaskFlowClient

/// One table of a file in TOML, however that is written.
struct TOMLTableTests {
    private func replaced(_ text: String) -> String {
        TOMLTable.replacing("mcp_servers.taskflow", by: ["command = \"new\""], in: text)
    }

    @Test func `a file of Windows stays one, and keeps its other tables`() {
        let file =
            "model = \"x\"\r\n\r\n[mcp_servers.taskflow]\r\ncommand = \"old\"\r\n\r\n"
            + "[mcp_servers.other]\r\na = 1\r\n"
        let new = file.replacing("old", with: "new")
        #expect(Array(replaced(file).utf8) == Array(new.utf8))
        #expect(Array(replaced(new).utf8) == Array(new.utf8))
        let none = "model = \"x\"\r\n[other]\r\na = 1\r\n"
        #expect(
            Array(replaced(none).utf8) == Array("\(none)\r\n[mcp_servers.taskflow]\r\ncommand = \"new\"\r\n".utf8))
        let first = "[mcp_servers.taskflow]\r\ncommand = \"old\"\r\n[other]\r\na = 1\r\n"
        #expect(Array(replaced(first).utf8) == Array(first.replacing("old", with: "new").utf8))
    }

    @Test(arguments: [
        "[mcp_servers.\"taskflow\"]", "[mcp_servers.'taskflow']", "[ mcp_servers.taskflow ]",
        "\t[mcp_servers\t. \"taskflow\" ]  # ours", "['mcp_servers'.taskflow]",
    ])
    func `its header may be written in other ways`(header: String) {
        let rest = "[mcp_servers.taskflow2]\na = 1\n"
        let file = "\(header)\ncommand = \"old\"\n[mcp_servers.\"taskflow\".env]\nA = \"b\"\n\(rest)"
        #expect(replaced(file) == "[mcp_servers.taskflow]\ncommand = \"new\"\n\(rest)")
    }

    private static let lines: [(String, [String]?)] = [
        ("[a.b]", ["a", "b"]), ("[[a.\"b.c]\"]]", ["a", "b.c]"]), ("[\"a\\\"b\"]", ["a\\\"b"]), ("[a]\r", ["a"]),
        ("x = [1]", nil), ("[\"a\", \"b\"]", nil), ("[[a.b]", nil), ("[a.b", nil), ("[]", nil), ("[\"a]", nil),
        ("[a] b", nil), ("# [a]", nil), ("", nil),
    ]

    @Test(arguments: lines)
    func `a header is told from other lines`(line: String, path: [String]?) {
        #expect(TOMLHeader.path(line) == path)
    }

    @Test func `a difference is of lines, also in a file of Windows`() {
        let difference = LineDifference.text("a\r\nb\r\nc\r\n", "a\r\nB\r\nc\r\n", "file")
        #expect(difference == "--- file\n a\n-b\n+B\n c\n ")
    }
}
