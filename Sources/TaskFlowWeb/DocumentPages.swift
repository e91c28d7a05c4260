internal import HTTPTypes
package import TaskFlowHTTP

/// The pages that show the OpenAPI document.
package struct DocumentPages: Mount {
    /// What the pages load is read from the folder of the door's settings when the routes are added.
    package init() {}

    package func addRoutes(to routes: inout RouteTree, _ door: DoorParts) {
        let assets = DocsAssets(folder: door.settings.docsAssets)
        let pages = DocsPages(assets: assets)
        routes.add(.get, "/docs", pages.swagger.content)
        routes.add(.get, "/redoc", pages.redoc.content)
        add(assets, to: &routes)
    }

    private func add(_ assets: DocsAssets, to routes: inout RouteTree) {
        for (asset, bytes) in assets.files {
            routes.add(.get, "/docs/assets/\(asset.name)", StaticContent(bytes, type: asset.type, isVersioned: true))
        }
        let scripts = [
            ("swagger-init.js", PageScripts.swagger), ("redoc-init.js", PageScripts.redoc),
        ]
        for (name, text) in scripts {
            let script = StaticContent(Array(text.utf8), type: "text/javascript; charset=utf-8")
            routes.add(.get, "/docs/assets/\(name)", script)
        }
    }
}

/// Swagger UI and Redoc.
private struct DocsPages {
    let assets: DocsAssets

    /// `/docs`.
    var swagger: HTMLPage {
        HTMLPage(
            title: "TaskFlow - Swagger UI", styles: addresses(DocsAssets.swaggerStyle),
            scripts: addresses(DocsAssets.swaggerScript) + ["docs/assets/swagger-init.js"],
            icon: assets.address(of: DocsAssets.icon), body: "<div id=\"swagger-ui\"></div>",
            isRemote: assets.isRemote(DocsAssets.swaggerScript) || assets.isRemote(DocsAssets.swaggerStyle))
    }

    /// `/redoc`.
    var redoc: HTMLPage {
        HTMLPage(
            title: "TaskFlow - ReDoc", scripts: addresses(DocsAssets.redocScript) + ["docs/assets/redoc-init.js"],
            icon: assets.address(of: DocsAssets.icon),
            body: "<div id=\"redoc\"></div>\n<noscript>ReDoc needs JavaScript.</noscript>",
            isRemote: assets.isRemote(DocsAssets.redocScript))
    }

    private func addresses(_ asset: DocsAssets.Asset) -> [String] { assets.address(of: asset).map { [$0] } ?? [] }
}
