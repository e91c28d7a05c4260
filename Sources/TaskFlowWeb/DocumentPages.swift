internal import HTTPTypes
package import TaskFlowHTTP

/// The pages that show the OpenAPI document, and the page that signs a browser in.
package struct DocumentPages: Mount {
    /// What the pages load is read from the folder of the door's settings when the routes are added.
    package init() {}

    package func addRoutes(to routes: inout RouteTree, _ door: DoorParts) {
        let assets = DocsAssets(folder: door.settings.docsAssets)
        let pages = DocsPages(assets: assets)
        routes.add(.get, "/docs", pages.swagger.content)
        routes.add(.get, "/redoc", pages.redoc.content)
        routes.add(.get, "/", pages.start.content)
        add(assets, to: &routes)
    }

    private func add(_ assets: DocsAssets, to routes: inout RouteTree) {
        for (asset, bytes) in assets.files {
            routes.add(.get, "/docs/assets/\(asset.name)", StaticContent(bytes, type: asset.type, isVersioned: true))
        }
        let scripts = [
            ("swagger-init.js", PageScripts.swagger), ("redoc-init.js", PageScripts.redoc),
            ("sign-in.js", PageScripts.signIn),
        ]
        for (name, text) in scripts {
            let script = StaticContent(Array(text.utf8), type: "text/javascript; charset=utf-8")
            routes.add(.get, "/docs/assets/\(name)", script)
        }
    }
}

/// Swagger UI, Redoc, and the page that signs a browser in.
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

    /// `/`.
    var start: HTMLPage {
        HTMLPage(
            title: "TaskFlow", scripts: ["docs/assets/sign-in.js"], icon: assets.address(of: DocsAssets.icon),
            body: """
                <main>
                <h1>TaskFlow</h1>
                <p id="message" role="status">One moment …</p>
                <p><a href="docs">API documentation</a></p>
                <noscript>Signing in needs JavaScript.</noscript>
                </main>
                """)
    }

    private func addresses(_ asset: DocsAssets.Asset) -> [String] { assets.address(of: asset).map { [$0] } ?? [] }
}
