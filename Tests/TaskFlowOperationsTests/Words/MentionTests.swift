import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Whom a comment mentions.
@Suite struct MentionTests {
    /// Texts of one who writes to @ada and @bob, and whom each of them mentions.
    private static let texts: [(String, [String])] = [
        ("@ada", ["@ada"]), ("Ask @ada, @bob and @ada.", ["@ada", "@bob"]), ("@ADA!", ["@ada"]), ("(@ada)", ["@ada"]),
        ("*@ada*", ["@ada"]), ("@ada's", ["@ada"]), ("a,@ada", ["@ada"]), ("@adamant @ad @nobody @me @", []),
        // Addresses and paths.
        ("x@ada", []), ("é@ada", []), ("x.@ada", []), ("/@ada", []), ("@@ada", []), ("@ada@example.org", []),
        // Other signs and scripts than those of ASCII.
        ("“@ada”", ["@ada"]), ("—@ada…", ["@ada"]), ("请@ada看，@bob：", ["@ada", "@bob"]), ("これ@adaです", ["@ada"]),
        ("👩‍👩‍👧@ada👩‍👩‍👧", ["@ada"]), ("@ada\u{301}", ["@ada"]), ("＠ada", []), ("@аda", []),
        // Code within lines.
        ("`@ada`", []), ("``@ada ` @ada`` @bob", ["@bob"]), ("` @ada", ["@ada"]), ("`` @ada `", ["@ada"]),
        ("`@ada\n@ada` @bob", ["@bob"]), ("`@ada\r\n@ada` @bob", ["@bob"]), ("`@ada\n\n@bob`", ["@ada", "@bob"]),
        ("\\`@ada\\`", ["@ada"]), ("\\\\`@ada`", []), ("`\\`@ada", ["@ada"]), ("```@ada``` @bob", ["@bob"]),
        ("```@ada```\n@bob", ["@bob"]),
        // Code of its own.
        ("```\n@ada\n```\n@bob", ["@bob"]), ("```swift\r\n@ada\r\n```\r\n@bob", ["@bob"]),
        ("~~~\n@ada\n```\n@ada\n~~~\n@bob", ["@bob"]),
        ("````\n```\n@ada\n```\n@ada\n````\n@bob", ["@bob"]), ("```\n@ada\n``` x\n@ada\n`````\n@bob", ["@bob"]),
        ("- x\n  ```\n  @ada\n  ```\n@bob", ["@bob"]), ("> ```\n> @ada\n> ```\n> @bob", ["@bob"]), ("```\n@ada", []),
        ("@bob\n```\n@ada", ["@bob"]), ("``\n@ada\n``", []),
    ]

    @Test func `handles are found in the text, but not in code and addresses`() async throws {
        try await withCrew { crew in
            _ = (try await crew.worker("@ada"), try await crew.worker("@bob"))
            let eve = try await crew.worker("@eve")
            let task = try await eve.addTask()
            for (text, handles) in Self.texts {
                try await eve.call(AddComment.self, ["task_id": task.json, "text": .string(text)])
                let found = try await eve.audit(of: task).last?.context["mentions"]?.arrayValue ?? []
                #expect(found.compactMap(\.stringValue) == handles, "\(text)")
                // What is at most a page is looked at.
                try await eve.call(
                    DeleteComment.self, ["comment_id": .integer(try await crew.count("SELECT max(id) FROM comments"))])
            }
            #expect(try await crew.count("SELECT count(*) FROM mentions") == 0)
        }
    }

    /// What would take minutes, were each sign looked at as often as there are signs.
    @Test(.timeLimit(.minutes(1)), arguments: ["x`", "x``", "@a ", "@ada", "\\`", "` ``", "~", ">"])
    func `a long text is read in no time`(_ piece: String) async throws {
        try await withCrew { crew in
            let eve = try await crew.worker("@eve")
            let task = try await eve.addTask()
            let all = [
                String(repeating: piece, count: 65_536 / piece.unicodeScalars.count),
                "x" + String(repeating: piece.last.map(String.init) ?? "", count: 65_535),
                (1...360).map { String(repeating: "`", count: $0) }.joined(separator: piece).prefix(65_536).description,
            ]
            for text in all {
                let comment = try await eve.call(AddComment.self, ["task_id": task.json, "text": .string(text)])
                #expect(comment.text?.rawValue == text)
            }
        }
    }

    @Test(arguments: Engine.all) func `who is mentioned sees the task, once a comment, and not oneself`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada")
            for name in ["@bob", "@cleo", "@gone"] { _ = try await crew.worker(name) }
            let admin = try await crew.worker("@admin", isAdmin: true)
            _ = try await crew.worker("@else", tenant: "other")
            try await admin.call(DeleteWorker.self, ["id": "@gone"])
            try await ada.call(CreateProject.self, ["slug": "site"])
            try await ada.call(AddMember.self, ["slug": "site", "worker_id": "@bob", "role": "viewer"])
            let task = try await ada.addTask("x", ["project_slug": "site"])
            func open() async throws -> [String] {
                try await crew.database.read { tx throws(TaskFlowError) in
                    try tx.all("SELECT worker_id FROM mentions WHERE done_at IS NULL ORDER BY id") { $0.text(0) }
                }
            }
            let comment = try await ada.call(
                AddComment.self, ["task_id": task.json, "text": "@bob @cleo @gone @else @ada @admin @bob"])
            #expect(try await Set(open()) == ["@bob", "@admin"])
            try await crew.database.write { tx throws(TaskFlowError) in
                try tx.execute("UPDATE mentions SET done_at = 1 WHERE worker_id = '@bob'")
            }
            try await ada.call(AddMember.self, ["slug": "site", "worker_id": "@cleo"])
            let edited = try await ada.call(
                EditComment.self, ["comment_id": comment.id.json, "text": "@cleo @bob @admin"])
            #expect(edited.editedAt != nil && edited.text?.rawValue == "@cleo @bob @admin")
            #expect(try await open() == ["@admin", "@cleo"])
            #expect(try await ada.audit(of: task).last?.context["mentions"] == ["@cleo"])
        }
    }
}
