package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Who the caller is, as the server sees it, and who else is there.
package enum WhoAmI: Query {
    package struct Input: Described {
        let crew: Bool

        package static let schema = Schema(
            Input.init,
            Field("crew", \.crew, in: .query, default: false, "Whether to tell who else is there: `crew`"))
    }

    package static let spec = Spec(
        name: "whoami", verb: Verb("whoami", example: "whoami"),
        agent: AgentFace(
            "whoami", title: "Who am I",
            whenToUse: """
                Who you are here: your worker id, role and scopes; and who else is in the crew, with what they can do and how \
                much they hold. Call it once.
                """, hidden: ["crew"], presets: ["crew": "true"]),
        route: .get("/api/me"), scope: nil, summary: "Who am I",
        details: """
            With `crew` also `crew`: up to 50 workers, those who acted last first, each with `handle type capabilities holding \
            status`. It needs tasks:read.
            """)

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> WhoamiAnswer {
        let worker = try StoredWorker.get(actor.workerID, tenant: actor.tenant, in: tx)
        let whoami = Whoami(
            worker: worker, tenant: actor.tenant, role: actor.role, scopes: actor.scopes, credential: actor.credential)
        let seesCrew = input.crew && actor.scopes.contains(.tasksRead)
        return WhoamiAnswer(whoami: whoami, crew: seesCrew ? try CrewMate.all(beside: actor, in: tx) : nil)
    }
}

/// Who the caller is, with the crew where that was asked for.
@dynamicMemberLookup
package struct WhoamiAnswer: SchemaValue, OperationOutput {
    package let whoami: Whoami
    let crew: [CrewMate]?

    package subscript<Value>(dynamicMember member: KeyPath<Whoami, Value>) -> Value { whoami[keyPath: member] }

    package static func decode(_ json: JSON, into issues: inout Issues) -> WhoamiAnswer? {
        Whoami.decode(json, into: &issues).map { WhoamiAnswer(whoami: $0, crew: nil) }
    }

    package func encode(to writer: inout JSONWriter) {
        guard let crew else { return whoami.encode(to: &writer) }
        var object = whoami.json.objectValue ?? [:]
        object["crew"] = crew.json
        JSON.object(object).write(to: &writer)
    }

    package static func describe(in definitions: inout Definitions) -> JSONObject {
        Whoami.describe(in: &definitions)
    }
}

/// Another worker of the crew, in few words.
struct CrewMate: Described {
    let handle: Handle
    let type: WorkerType
    let capabilities: Capabilities
    let holding: Int
    let status: Presence

    static let schema = Schema(
        CrewMate.init,
        Field("handle", \.handle, "Its handle"),
        Field("type", \.type, "Person or agent"),
        Field("capabilities", \.capabilities, "What it can do"),
        Field("holding", \.holding, "How many tasks it has in progress"),
        Field("status", \.status, "Whether it acted within the last five minutes, within the day, or not"))

    /// How many are told of at most.
    private static let limit = 50

    /// The others, those who acted last first.
    static func all(beside actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) -> [CrewMate] {
        let now = tx.now
        return try tx.all(
            """
            SELECT \(StoredWorker.columns) FROM workers WHERE workers.tenant_id = \(actor.tenant) \
            AND workers.deleted_at IS NULL AND workers.id <> \(actor.workerID) \
            ORDER BY coalesce(workers.last_seen_at, 0) DESC, workers.handle LIMIT \(limit)
            """
        ) { row in
            Worker.schema.read(row)?.seen(at: now)
        }.map { worker in
            CrewMate(
                handle: worker.handle, type: worker.type, capabilities: worker.capabilities, holding: worker.holding,
                status: worker.status)
        }
    }
}
