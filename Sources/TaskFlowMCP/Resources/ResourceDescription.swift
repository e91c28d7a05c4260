internal import TaskFlowDomain
internal import TaskFlowSchema

/// Resources as the lists tell of them.
enum ResourceDescription {
    static let me: JSON = [
        "uri": "taskflow://me", "name": "me", "title": "Who I am here",
        "description":
            "The calling worker, its role and scopes; who listens to it hears of tasks given to it or taken from it too",
        "mimeType": "application/json",
    ]

    static func of(_ project: Project) -> JSON {
        let uri = ResourceURI.project(project.slug).text
        return [
            "uri": .string(uri), "name": .string(project.slug.rawValue), "title": .string(project.name.rawValue),
            "mimeType": "application/json",
        ]
    }

    static let templates: [JSON] = [
        [
            "uriTemplate": .string(ResourceURI.taskTemplate), "name": "task", "title": "A task",
            "description": "One task with its whole description, by its number", "mimeType": "application/json",
        ],
        [
            "uriTemplate": .string(ResourceURI.projectTemplate), "name": "project", "title": "A project",
            "description": "One project, by its slug; who listens to it hears of its tasks too",
            "mimeType": "application/json",
        ],
    ]
}
