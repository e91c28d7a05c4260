import TaskFlowSchema

/// An example of every operation. A new operation needs one here: `ParityTests` fails without.
enum ParityExamples {
    static let all = Dictionary(
        uniqueKeysWithValues: (tasks + steps + projects + workers).map { ($0.call.operation, $0) })

    private static let new = ParityStep("create_task", ["title": "Seen from every door", "project_slug": "parity"])
    private static let part = ParityStep("create_task", ["title": "A part of it", "parent_id": "$id"])
    private static let started = ParityStep("start_task", ["task_id": "$id"], by: .bob)
    private static let need = ParityStep("add_need", ["id": "$id", "task_id": "$before"])
    private static let submitted = ParityStep("submit_task", ["task_id": "$id"], by: .bob)

    private static let asked = ParityStep(
        "ask", ["task_id": "$id", "prompt": "Which one — 大?"], by: .bob)

    private static let said = ParityStep("add_comment", ["task_id": "$id", "text": "So it is"], by: .bob)
    private static let linked = ParityStep("add_link", ["task_id": "$id", "url": "https://example.org/1"], by: .bob)

    private static let tasks = [
        ParityExample(
            "create_task",
            [
                "title": "Größe — 大きさ", "description": "First line\nsecond \"line\"", "priority": "high",
                "tags": ["a", "b:1"], "due_date": "2026-12-24", "project_slug": "parity", "assigned_to": "@bob",
            ]),
        ParityExample(
            "create_plan",
            [
                "project_slug": "parity",
                "tasks": [
                    ["ref": "one", "title": "First — 大", "parent": "all", "tags": ["a"]],
                    ["ref": "all", "title": "Both"],
                    ["ref": "two", "title": "Then", "parent": "all", "needs": ["one"]],
                ],
            ]),
        ParityExample(
            "import_tasks",
            [
                "source": "beads", "project_slug": "parity",
                "tasks": [
                    ["source_id": "b-1", "title": "First — 大", "status": "completed", "completed_at": "2026-01-05"],
                    [
                        "source_id": "b-2", "title": "Then", "parent": "gone", "needs": ["b-1"],
                        "comments": [["author": "alice", "text": "So it is", "created_at": "2026-01-05"]],
                    ],
                ],
            ]),
        ParityExample(
            "list_tasks",
            ["status": ["pending", "blocked"], "project": "parity", "tag": ["b:1"], "sort": "-priority", "limit": 5]),
        ParityExample("board", ["project": "parity", "sort": "urgency"], after: new),
        ParityExample("task_steps", ["task_id": "$id"], by: .bob, after: new, started),
        ParityExample("task_brief", ["task_id": "$id"], by: .bob, after: new, started),
        ParityExample("explain_task", ["task_id": "$id"], by: .bob, after: new, started),
        ParityExample("list_needs", ["id": "$id"], by: .bob, after: new, new, need),
        ParityExample("add_need", ["id": "$id", "task_id": "$before"], by: .bob, after: new, new),
        ParityExample("remove_need", ["id": "$id", "needed_id": "$before"], by: .bob, after: new, new, need),
        ParityExample("list_comments", ["task_id": "$before", "limit": 1], after: new, said),
        ParityExample("add_comment", ["task_id": "$id", "text": "See `x`, @ana\n\n大"], by: .bob, after: new),
        ParityExample("edit_comment", ["comment_id": "$id", "text": "Another"], by: .bob, after: new, said),
        ParityExample("delete_comment", ["comment_id": "$id"], by: .bob, after: new, said),
        ParityExample("list_links", ["task_id": "$before"], after: new, linked),
        ParityExample(
            "add_link", ["task_id": "$id", "url": "https://example.org/?q=1#a", "title": "Größe"], by: .bob, after: new),
        ParityExample("remove_link", ["task_id": "$before", "link_id": "$id"], by: .bob, after: new, linked),
        ParityExample(
            "ask",
            [
                "task_id": "$id", "prompt": "Which\n\"one\"?", "kind": "choice", "options": ["a", "b c"], "to": "@ana",
                "blocking": false,
            ], by: .bob, after: new, started),
        ParityExample("list_questions", ["task_id": "$before", "status": "open"], after: new, asked),
        ParityExample("get_question", ["question_id": "$id"], by: .bob, after: new, asked),
        ParityExample("answer_question", ["question_id": "$id", "text": "The 1st"], after: new, asked),
        ParityExample("withdraw_question", ["question_id": "$id"], by: .bob, after: new, asked),
        ParityExample("my_inbox", ["limit": 1], after: new, asked),
        ParityExample(
            "inbox_done", ["item_id": "m1"], by: .ana, after: new,
            ParityStep("add_comment", ["task_id": "$id", "text": "@ana"], by: .bob)),
        ParityExample(
            "wait_for_changes", ["task_ids": [1, 2], "kinds": ["started"], "timeout_seconds": 0], by: .bob, after: new),
        ParityExample("task_timeline", ["task_id": "$id", "limit": 2], after: new, started, submitted),
        ParityExample("get_task", ["task_id": "$id"], by: .bob, after: new),
        ParityExample(
            "update_task",
            [
                "task_id": "$id", "title": "Another title", "priority": "critical", "tags": ["x"],
                "progress_percent": 30, "due_date": "2027-01-01T12:00:00+01:00",
            ], after: new, started),
        ParityExample("delete_task", ["task_id": "$id"], after: new),
        ParityExample("task_audit", ["task_id": "$id", "limit": 2], after: new, started, submitted),
    ]

    private static let steps = [
        ParityExample("start_task", ["task_id": "$id"], by: .bob, after: new),
        ParityExample("claim_next", ["parent_id": "$before"], by: .bob, after: new, part),
        ParityExample("heartbeat", ["task_id": "$id", "ttl_seconds": 600], by: .bob, after: new, started),
        ParityExample(
            "update_progress", ["task_id": "$id", "percent": 40, "note": "Half of it"], by: .bob, after: new, started),
        ParityExample("submit_task", ["task_id": "$id", "note": "All of it"], by: .bob, after: new, started),
        ParityExample("approve_task", ["task_id": "$id"], after: new, started, submitted),
        ParityExample("reject_task", ["task_id": "$id", "reason": "Too short"], after: new, started, submitted),
        ParityExample("complete_task", ["task_id": "$id"], by: .bob, after: new, started),
        ParityExample("block_task", ["task_id": "$id", "reason": "No access"], by: .bob, after: new, started),
        ParityExample(
            "unblock_task", ["task_id": "$id"], by: .bob, after: new, started,
            ParityStep("block_task", ["task_id": "$id", "reason": "No access"], by: .bob)),
        ParityExample("release_task", ["task_id": "$id", "note": "Half of it"], by: .bob, after: new, started),
        ParityExample("assign_task", ["task_id": "$id", "assignee": "@bob"], after: new),
        ParityExample(
            "reopen_task", ["task_id": "$id"], after: new, started,
            ParityStep("complete_task", ["task_id": "$id"], by: .bob)),
    ]

    private static let projects = [
        ParityExample(
            "create_project",
            ["slug": "second", "name": "The second one", "description": "With a word", "review_required": true]),
        ParityExample("list_projects", ["limit": 10], by: .bob),
        ParityExample("get_project", ["slug": "parity"], by: .bob),
        ParityExample("update_project", ["slug": "parity", "name": "Renamed", "review_required": false]),
        ParityExample(
            "delete_project", ["slug": "third", "force": true],
            after: ParityStep("create_project", ["slug": "third", "name": "The third one"]),
            ParityStep("create_task", ["title": "Goes with it", "project_slug": "third"])),
        ParityExample("list_members", ["slug": "parity"], by: .bob),
        ParityExample(
            "add_member", ["slug": "parity", "worker_id": "@carol", "role": "viewer"],
            after: ParityStep("register_worker", ["handle": "@carol"])),
        ParityExample(
            "remove_member", ["slug": "parity", "worker_id": "@dave"],
            after: ParityStep("register_worker", ["handle": "@dave"]),
            ParityStep("add_member", ["slug": "parity", "worker_id": "@dave", "role": "member"])),
        ParityExample("project_audit", ["slug": "parity", "action": "started", "limit": 3]),
        ParityExample("list_audit", ["actor": "@bob", "entity_type": "task", "limit": 4], by: .bob),
    ]

    private static let workers = [
        ParityExample(
            "register_worker",
            ["handle": "@erin", "name": "Erin", "agent_type": "reviewer", "capabilities": ["swift", "sql"]]),
        ParityExample("list_workers", ["limit": 20], by: .bob),
        ParityExample("get_worker", ["id": "@bob"]),
        ParityExample("update_worker", ["id": "@bob", "name": "Bob the agent", "capabilities": ["review"]]),
        ParityExample(
            "delete_worker", ["id": "@frank"], after: ParityStep("register_worker", ["handle": "@frank"]),
            ParityStep("create_key", ["id": "@frank", "name": "lost"])),
        ParityExample("create_key", ["id": "@bob", "name": "laptop", "scopes": ["tasks:read"], "expires_in_days": 7]),
        ParityExample("list_keys", ["id": "@bob"]),
        ParityExample(
            "revoke_key", ["id": "@bob", "key_id": "$id"],
            after: ParityStep("create_key", ["id": "@bob", "name": "old"])),
        ParityExample("invite_worker", ["id": "@gina"]),
        ParityExample("link_me"),
        ParityExample(
            "end_sessions", ["id": "@harry"], after: ParityStep("invite_worker", ["id": "@harry"])),
        ParityExample("whoami", by: .bob),
    ]
}
