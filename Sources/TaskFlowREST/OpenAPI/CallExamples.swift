internal import TaskFlowSchema

/// What "Try it out" at `/docs` sends unless it is changed: calls that a new server takes as they stand, once what they are
/// about is there. `Tests/Web/docs.py` makes each of them.
enum CallExamples {
    /// - Parameters:
    ///   - parameter: A parameter of the path.
    ///   - operation: The operation's name.
    static func value(of parameter: String, in operation: String) -> JSON? {
        guard parameter == "id" else { return parameters[parameter] }
        if operation.hasSuffix("_need") || operation == "list_needs" { return 2 }
        return persons.contains(operation) ? "@ada" : parameters[parameter]
    }

    /// The body of an operation that takes one.
    static func body(of operation: String) -> JSON? { bodies[operation] }

    /// Operations that are about people alone.
    private static let persons: Set = ["invite_worker"]

    private static let parameters: [String: JSON] = [
        "task_id": 1, "slug": "website", "id": "@claude", "worker_id": "@claude", "key_id": 2, "needed_id": 1,
        "question_id": 1,
        "comment_id": 1, "link_id": 1, "item_id": "m1",
    ]

    private static let bodies: [String: JSON] = [
        "create_task": [
            "title": "Write the report", "description": "The **third quarter**, in two pages.", "priority": "high",
            "tags": ["writing"], "due_date": "2030-12-01T12:00:00Z",
        ],
        "create_plan": [
            "tasks": [
                ["ref": "report", "title": "The annual report"],
                ["ref": "figures", "title": "Collect the figures", "parent": "report"],
                ["ref": "text", "title": "Write the text", "parent": "report", "needs": ["figures"]],
            ]
        ],
        "import_tasks": [
            "source": "beads", "project_slug": "website", "dry_run": true,
            "tasks": [
                ["source_id": "sea-a1", "title": "The annual report", "created_at": "2026-01-05T09:00:00Z"],
                [
                    "source_id": "sea-a2", "title": "Collect the figures", "status": "completed", "parent": "sea-a1",
                    "completed_at": "2026-01-07T16:30:00Z",
                    "comments": [["author": "alice", "text": "All are there", "created_at": "2026-01-07"]],
                ],
            ],
        ],
        "update_task": ["title": "Write the annual report", "priority": "critical"],
        "update_progress": ["percent": 40, "note": "First draft"],
        "claim_next": ["ttl_seconds": 1800], "heartbeat": ["ttl_seconds": 1800], "complete_task": [:],
        "submit_task": ["note": "All sums checked"],
        "reject_task": ["reason": "The sums are missing"],
        "block_task": ["reason": "Waiting for the figures"],
        "release_task": ["note": "Half of it is done"],
        "assign_task": ["assignee": "me"],
        "add_need": ["task_id": 1],
        "add_comment": ["text": "The sums are right now, @claude"],
        "edit_comment": ["text": "All sums are right now"],
        "add_link": ["url": "https://example.org/pull/7", "title": "The change"],
        "ask": ["prompt": "Which of the two addresses is right?", "to": "@ada", "blocking": false],
        "answer_question": ["text": "The one in the contract"],
        "create_project": ["slug": "website", "name": "The website"],
        "update_project": ["name": "The new website", "review_required": true],
        "add_member": ["worker_id": "@claude", "role": "member"],
        "register_worker": ["handle": "@claude", "type": "agent", "agent_type": "claude", "capabilities": ["swift"]],
        "update_worker": ["name": "Claude", "capabilities": ["swift", "writing"]],
        "create_key": ["name": "laptop", "scopes": ["tasks:read", "tasks:write"], "expires_in_days": 30],
    ]
}
