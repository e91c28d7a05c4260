import Foundation
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowClient

/// A body from a file, and a plan as people see it.
struct PlanTests {
    private static let plan: JSON = [
        "tasks": [
            ["ref": "ship", "title": "Ship it", "needs": ["build", 7]],
            [
                "ref": "design",
                "title": "Design it, in a way that everybody likes who has ever seen a page of the old one",
            ],
            ["ref": "colours", "title": "Choose the colours", "parent": "design"],
            ["ref": "type", "title": "Choose the type", "parent": "design", "needs": ["colours"]],
            ["ref": "build", "title": "Build it\u{1B}[2J", "needs": ["design"]],
        ]
    ]
    private static let waves: JSON = [["colours"], ["type"], ["design"], ["build"], ["ship"]]

    @Test func aDryRunDrawsTreeAndWaves() throws {
        let picture = try #require(PlanPicture(sent: Self.plan.bytes, answer: ["waves": Self.waves]))
        #expect(picture.isDryRun)
        #expect(
            picture.text(width: 80) == """
                ship        Ship it (needs build, 7)
                design      Design it, in a way that everybody likes who has ever seen a page o…
                ├─ colours  Choose the colours
                └─ type     Choose the type (needs colours)
                build       Build it\\u{1b}[2J (needs design)

                Wave 1  colours
                Wave 2  type
                Wave 3  design
                Wave 4  build
                Wave 5  ship
                """)
    }

    @Test func numbersStandBesideRefsOnceTheyAreThere() throws {
        let ids: JSON = ["ship": 1, "design": 2, "colours": 3, "type": 4, "build": 5]
        let picture = try #require(PlanPicture(sent: Self.plan.bytes, answer: ["ids": ids, "waves": Self.waves]))
        #expect(!picture.isDryRun)
        #expect(picture.text(width: 80).contains("└─ type #4     Choose the type (needs colours)"))
    }

    @Test func nothingIsWiderThanTheTerminal() throws {
        let refs = (0..<60).map { JSON.string("task-\($0)") }
        let tasks = refs.map { JSON.object(["ref": $0, "title": "界界界界界界界界界界界界界界界界"]) }
        let plan: JSON = ["tasks": .array(tasks)]
        let picture = try #require(PlanPicture(sent: plan.bytes, answer: ["waves": [.array(refs)]]))
        for width in [20, 40, 80] {
            let lines = picture.text(width: width).split(separator: "\n")
            #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= width })
            #expect(lines.filter { $0.contains("task-59") }.count == 2)
        }
    }

    @Test func otherAnswersAreNoPlans() {
        #expect(PlanPicture(sent: nil, answer: ["waves": []]) == nil)
        #expect(PlanPicture(sent: Self.plan.bytes, answer: ["id": 1]) == nil)
    }

    @Test func theBodyIsReadFromTheFileAndFlagsGoBeforeIt() throws {
        let folder = try TemporaryDirectory()
        let file = folder.url.appending(path: "plan.json")
        try Data(#"{"project_slug":"old","tasks":[{"ref":"a","title":"a","x":1}]}"#.utf8).write(to: file)
        func placed(_ text: String) throws -> JSON? {
            let named = folder.url.appending(path: "named.json")
            try Data(text.utf8).write(to: named)
            let typed = try TestTable.table.parse(["plan", named.path])
            let completed = try DefaultArguments.completed(typed, project: "here")
            let request = try RequestBuilder.request(for: completed, file: try BodyFile.read(completed.file))
            return try request.body.map { try JSONParser.parse($0) }?["project_slug"]
        }
        // The folder's project is meant where the file names no place.
        #expect(try placed(#"{"project_slug":"old","tasks":[]}"#) == "old")
        #expect(try placed(#"{"parent_id":3,"tasks":[]}"#) == nil)
        #expect(try placed(#"{"tasks":[]}"#) == "here")
        let line = ["plan", file.path, "--dry-run", "--project", "site", "--parent=3"]
        let invocation = try TestTable.table.parse(line)
        let request = try RequestBuilder.request(for: invocation, file: try BodyFile.read(invocation.file))
        #expect(
            try JSONParser.parse(request.body ?? []) == [
                "project_slug": "site", "tasks": [["ref": "a", "title": "a", "x": 1]], "parent_id": 3, "dry_run": true,
            ])
        #expect(request.target == "/api/plans")
    }

    @Test func whatIsWrongWithTheFileIsSaid() throws {
        let folder = try TemporaryDirectory()
        func fault(_ text: String?) throws -> String? {
            let file = folder.url.appending(path: text == nil ? "none" : "plan.json")
            if let text { try Data(text.utf8).write(to: file) }
            let error = #expect(throws: UsageError.self) { try BodyFile.read(file.path) }
            return error?.message.replacing(file.path, with: "FILE")
        }
        #expect(try fault(nil) == "Cannot read FILE: No such file or directory")
        #expect(try fault("[1]") == "FILE must hold a JSON object")
        #expect(try fault(#"{"a":1,}"#)?.hasPrefix("FILE is not JSON: ") == true)
        #expect(try fault(#"{"a":1,"a":2}"#)?.hasPrefix("FILE is not JSON: ") == true)
        #expect(TestTable.fault("plan") == "Missing argument FILE")
        #expect(TestTable.fault("plan", "a", "b")?.hasPrefix("Unexpected argument 'b'") == true)
    }
}
