internal import HTTPTypes
internal import TaskFlowOperations
internal import TaskFlowSchema

extension RouteTree {
    /// Adds the OpenAPI document, the pages that show it, and the page that signs a browser in.
    mutating func addDocuments(_ operations: [any Operation.Type], _ door: DoorParts) {
        let document = OpenAPIDocument(operations, door.settings).json.bytes
        add(.get, "/openapi.json", StaticContent(document, type: "application/json"))
        let assets = DocsAssets(folder: door.settings.docsAssets)
        let pages = DocsPages(assets: assets)
        add(.get, "/docs", pages.swagger.content)
        add(.get, "/redoc", pages.redoc.content)
        add(.get, "/", pages.start.content)
        addAssets(assets)
    }

    private mutating func addAssets(_ assets: DocsAssets) {
        for (asset, bytes) in assets.files {
            add(.get, "/docs/assets/\(asset.name)", StaticContent(bytes, type: asset.type, isVersioned: true))
        }
        let scripts = [
            ("swagger-init.js", PageScripts.swagger), ("redoc-init.js", PageScripts.redoc),
            ("sign-in.js", PageScripts.signIn),
        ]
        for (name, text) in scripts {
            add(.get, "/docs/assets/\(name)", StaticContent(Array(text.utf8), type: "text/javascript; charset=utf-8"))
        }
    }
}
