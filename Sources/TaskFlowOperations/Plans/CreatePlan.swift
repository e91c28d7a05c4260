package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Adds a tree of tasks with what they need, all of it or nothing.
package enum CreatePlan: Command {
    package struct Input: Described {
        let parentID: TaskID?
        let projectSlug: Slug?
        let tasks: PlannedTasks
        let isDryRun: Bool

        package static let schemaName = "NewPlan"
        package static let schema = Schema(
            Input.init,
            Field("parent_id", \.parentID, "The task that those lie under that name no parent"),
            Field("project_slug", \.projectSlug, "The project of those without a parent; left out, that of parent_id"),
            Field(
                "tasks", \.tasks,
                "200 at most, 8 deep; parent and needs name a ref of the plan, also of a later task, or a task's number"
            ),
            Field("dry_run", \.isDryRun, default: false, "Whether to check the plan and to make nothing")
        ).closed()
    }

    package static let spec = Spec(
        name: "create_plan",
        verb: Verb(
            "plan", bodyFrom: "FILE", flags: ["parent": "parent_id", "project": "project_slug"],
            example: "plan release.json --dry-run"),
        agent: AgentFace(
            "create_plan", title: "Create a plan",
            whenToUse: """
                Add many tasks at once, as a tree with an order: each has a ref of your own (no number) and a title; \
                parent and needs name refs, or numbers of tasks. All are made or none; dry_run checks only. For one task \
                use create_task.
                """,
            words: ["tasks": "200 at most", "parent_id": "Of those without parent", "dry_run": "Only check"]),
        route: .post("/api/plans"), scope: .tasksWrite, success: .created, summary: "Create a plan",
        details: """
            A tree of tasks and what they need, in one transaction: all faults are told at once, and then nothing is made. \
            `waves` are the refs by when their tasks can be taken: whatever one waits for is in an earlier wave. Unlike \
            elsewhere an unknown member is refused. With dry_run the answer is 200, without `ids`.
            """,
        errors: [.forbidden, .invalidState, .openSubtasks, .tooLarge, .delegationCycle])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> PlanAnswer {
        let tasks = input.tasks.all
        let names = try PlanNames.find(of: input, for: actor, in: tx)
        let order = try names.order(in: tx)
        let waves = order.waves(tasks.count).map { wave in wave.map { tasks[$0].ref } }
        if input.isDryRun { return PlanAnswer(ids: nil, waves: waves) }
        return PlanAnswer(ids: try PlanMaking(names, order).make(in: tx), waves: waves)
    }
}

/// What a plan has become: its tasks' numbers, unless it was only checked, and the order in which they can be taken.
package struct PlanAnswer: CommandOutput {
    /// By ref, in the order of the plan.
    let ids: [(ref: PlanRef, id: TaskID)]?
    let waves: [[PlanRef]]

    package var success: Spec.Success? { ids == nil ? .ok : nil }
    package static let otherSuccess: Spec.Success? = .ok

    package static func decode(_ json: JSON, into issues: inout Issues) -> PlanAnswer? {
        guard let waves = json["waves"].flatMap({ [[PlanRef]].decode($0, into: &issues) }) else {
            issues.add(ValidationIssue("missing", at: [.name("waves")], "Field required", input: json))
            return nil
        }
        guard let members = json["ids"]?.objectValue?.members else { return PlanAnswer(ids: nil, waves: waves) }
        let ids = members.compactMap { name, value in
            TaskID.decode(value, into: &issues).map { (ref: PlanRef(trusted: name), id: $0) }
        }
        return ids.count == members.count ? PlanAnswer(ids: ids, waves: waves) : nil
    }

    package func encode(to writer: inout JSONWriter) {
        var object = JSONObject()
        if let ids { object["ids"] = .object(JSONObject(ids.map { ($0.ref.rawValue, $0.id.json) })) }
        object["waves"] = .array(waves.map { .array($0.map(\.json)) })
        object.encode(to: &writer)
    }

    package static func describe(in definitions: inout Definitions) -> JSONObject {
        definitions.define("Plan") { definitions in
            [
                "type": "object",
                "properties": [
                    "ids": [
                        "type": "object", "additionalProperties": .object(TaskID.describe(in: &definitions)),
                        "description": "The numbers of the tasks by their refs; not there after a dry run",
                    ],
                    "waves": [
                        "type": "array", "items": .object([PlanRef].describe(in: &definitions)),
                        "description": "The refs by when their tasks can be taken, the first ones first",
                    ],
                ],
                "required": ["waves"],
            ]
        }
    }
}
