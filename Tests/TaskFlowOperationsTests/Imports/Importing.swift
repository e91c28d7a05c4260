import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// A project into which tasks are imported, and who imports them.
struct Importing {
    let crew: Crew
    let ada: CrewMember

    /// - Parameter members: Handles of who works in the project besides its owner, each with its role.
    init(_ crew: Crew, _ members: [(handle: String, type: WorkerType, role: String)] = []) async throws {
        self.crew = crew
        ada = try await crew.worker("@ada")
        try await ada.call(CreateProject.self, ["slug": "site"])
        for (handle, type, role) in members {
            _ = try await crew.worker(handle, type: type)
            try await ada.call(AddMember.self, ["slug": "site", "worker_id": .string(handle), "role": .string(role)])
        }
    }

    static func input(_ tasks: [JSONObject], _ more: JSONObject = [:]) -> JSONObject {
        var input: JSONObject = ["source": "beads", "project_slug": "site", "tasks": .array(tasks.map(JSON.object))]
        for (name, value) in more.members { input[name] = value }
        return input
    }

    /// Imports as the project's owner, and looks whether all that is stored fits together.
    @discardableResult
    func run(_ tasks: [JSONObject], _ more: JSONObject = [:]) async throws -> Report {
        let report = Report(json: try await ada.call(ImportTasks.self, Self.input(tasks, more)).json)
        #expect(try await crew.faults() == [])
        return report
    }

    func refusal(_ tasks: [JSONObject], _ more: JSONObject = [:]) async -> TaskFlowError? {
        await ada.refusal(of: ImportTasks.self, Self.input(tasks, more))
    }

    /// A task by what it is called elsewhere.
    func task(_ id: String) async throws -> JSON {
        let source = "beads:" + id
        let number = try await crew.count("SELECT id FROM tasks WHERE source = \(source)")
        return try await ada.call(GetTask.self, ["task_id": .integer(number)]).json
    }

    func count(_ table: StaticString = "tasks") async throws -> Int {
        try await crew.count("SELECT count(*) FROM \(raw: table)")
    }
}

/// What an import answers.
struct Report {
    let json: JSON

    var counts: [Int] { ["created", "skipped", "left_out"].map { json[$0]?.integerValue ?? -1 } }
    /// The warnings: `a need_loop`.
    var warnings: [String] {
        (json["warnings"]?.arrayValue ?? []).map {
            "\($0["source_id"]?.stringValue ?? "") \($0["code"]?.stringValue ?? "")"
        }
    }
    var ids: [String: Int] {
        var ids: [String: Int] = [:]
        for task in json["tasks"]?.arrayValue ?? [] {
            if let name = task["source_id"]?.stringValue { ids[name] = task["id"]?.integerValue }
        }
        return ids
    }
}

/// A task of an import.
func item(_ id: String, _ more: JSONObject = [:]) -> JSONObject {
    var task: JSONObject = ["source_id": .string(id), "title": .string("Task \(id)")]
    for (name, value) in more.members { task[name] = value }
    return task
}
