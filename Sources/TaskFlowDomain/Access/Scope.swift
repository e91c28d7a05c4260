internal import TaskFlowSchema

/// What a credential may be used for (contract section 8).
package enum Scope: String, Choice {
    case tasksRead = "tasks:read"
    case tasksWrite = "tasks:write"
    case projectsWrite = "projects:write"
    case workersWrite = "workers:write"
    case auditRead = "audit:read"
}
