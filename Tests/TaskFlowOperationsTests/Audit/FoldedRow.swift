import TaskFlowDomain
import TaskFlowSchema

/// A row as the audit log tells of it: what `created` says, changed by each entry after it. Values are JSON, as doors write
/// them, so that they are compared byte for byte.
struct FoldedRow {
    private(set) var values: JSONObject
    /// Where an entry says that something was otherwise before than the entries until then tell.
    private(set) var faults: [String] = []
    private var lastRequest = ""

    /// A row as it was created.
    init(_ created: AuditEntry, _ values: JSONObject) {
        self.values = values
        lastRequest = created.requestID
    }

    subscript(name: String) -> JSON {
        get { values[name] ?? .null }
        set { values[name] = newValue }
    }

    /// Takes over every `{"before","after"}` of an entry's context.
    mutating func takeChanges(of entry: AuditEntry) {
        for (name, change) in entry.context.members {
            guard let before = change["before"], let after = change["after"] else { continue }
            if self[name] != before {
                faults.append(
                    "\(entry.action) of \(entry.entityID): \(name) was \(self[name].text), not \(before.text)")
            }
            self[name] = after
        }
    }

    /// All that a call changes is one change.
    mutating func countVersion(of entry: AuditEntry) {
        if entry.requestID != lastRequest { self["version"] = .integer((self["version"].integerValue ?? 0) + 1) }
        lastRequest = entry.requestID
        self["updated_at"] = entry.timestamp.json
    }
}

extension FoldedRow {
    /// A new task. Its description stands in no entry: it may be long, and the log would hold it twice.
    init(task created: AuditEntry, description: JSON) {
        let context = created.context
        self.init(
            created,
            [
                "id": created.taskID.json, "title": context["title"] ?? .null, "description": description,
                "status": "pending", "priority": context["priority"] ?? .null, "progress_percent": 0,
                "assigned_to": context["assigned_to"] ?? .null, "project_slug": created.projectSlug.json,
                "parent_id": context["parent_id"] ?? .null, "tags": context["tags"] ?? [],
                "due_date": context["due_date"] ?? .null, "created_by": created.actorID.json, "version": 1,
                "started_at": .null, "completed_at": .null, "created_at": created.timestamp.json,
                "updated_at": created.timestamp.json, "submitted_by": .null,
                "accountable_id": context["accountable_id"] ?? created.actorID.json, "remark": .null,
            ])
    }

    /// A step of a task, or a change of its fields.
    mutating func takeStep(_ entry: AuditEntry) {
        countVersion(of: entry)
        takeChanges(of: entry)
        switch entry.action {
        case .started: self["assigned_to"] = entry.actorID.json
        case .progressed: self["progress_percent"] = entry.context["percent"] ?? .null
        case .completed, .approved:
            self["progress_percent"] = 100
            self["completed_at"] = entry.timestamp.json
        case .reopened:
            self["progress_percent"] = 0
            self["completed_at"] = .null
        default: break
        }
        if self["status"] == "in_progress", self["started_at"] == .null { self["started_at"] = entry.timestamp.json }
        guard let text = entry.context["reason"] ?? entry.context["note"] else { return }
        let author: JSON = entry.actorType == .system ? .null : entry.actorID.json
        self["remark"] = [
            "action": entry.action.json, "text": text, "by": author, "at": entry.timestamp.json,
        ]
    }
}
