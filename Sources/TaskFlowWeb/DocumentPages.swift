internal import HTTPTypes
package import TaskFlowHTTP

/// The pages that show the OpenAPI document.
package struct DocumentPages: Mount {
    /// The pages' own scripts and styles, so that no page needs inline script.
    private static let own = [
        ("swagger-init.js", "text/javascript; charset=utf-8"), ("redoc-init.js", "text/javascript; charset=utf-8"),
        ("session.js", "text/javascript; charset=utf-8"), ("session.css", "text/css; charset=utf-8"),
    ]

    private let fetched: WebFiles

    /// - Parameter fetched: Where Swagger UI and ReDoc are.
    package init(fetched: WebFiles = .embedded) { self.fetched = fetched }

    package func addRoutes(to routes: inout RouteTree, _ door: DoorParts) {
        let assets = DocsAssets(fetched)
        let pages = DocsPages(assets: assets)
        routes.add(.get, "/docs", pages.swagger.content)
        routes.add(.get, "/redoc", pages.redoc.content)
        for (asset, bytes) in assets.files { add(asset.name, asset.type, bytes, "public, max-age=86400", to: &routes) }
        for (name, type) in Self.own {
            add(name, type, WebFiles.embedded.bytes("docs/\(name)") ?? [], "public, no-cache", to: &routes)
        }
    }

    private func add(_ name: String, _ type: String, _ bytes: [UInt8], _ caching: String, to routes: inout RouteTree) {
        routes.add(.get, "/docs/assets/\(name)", PackedFile(bytes, type: type, caching: caching))
    }
}

/// Swagger UI and Redoc.
private struct DocsPages {
    private static let style = "docs/assets/session.css"
    private static let script = "docs/assets/session.js"
    /// Says as whom one is signed in.
    private static let banner = "<div id=\"session\" role=\"status\">&nbsp;</div>\n"

    let assets: DocsAssets

    /// `/docs`.
    var swagger: HTMLPage {
        HTMLPage(
            title: "TaskFlow - Swagger UI", styles: addresses(DocsAssets.swaggerStyle) + [Self.style],
            scripts: scripts(DocsAssets.swaggerScript, "swagger-init.js"),
            icon: assets.address(of: DocsAssets.icon),
            body: Self.banner + body("swagger-ui", "Swagger UI", DocsAssets.swaggerScript))
    }

    /// `/redoc`.
    var redoc: HTMLPage {
        HTMLPage(
            title: "TaskFlow - ReDoc", styles: [Self.style],
            scripts: scripts(DocsAssets.redocScript, "redoc-init.js"),
            icon: assets.address(of: DocsAssets.icon),
            body: Self.banner + body("redoc", "ReDoc", DocsAssets.redocScript))
    }

    private func body(_ id: String, _ name: String, _ script: DocsAssets.Asset) -> String {
        if assets.address(of: script) != nil {
            return "<div id=\"\(id)\"></div>\n<noscript>\(name) needs JavaScript.</noscript>"
        }
        return """
            <main><h1>\(name) is not in this program</h1>
            <p>It is fetched before a build, and this one was made without a network. Run <code>make run</code> again with one.
            The document itself is at <a href="openapi.json">openapi.json</a>.</p></main>
            """
    }

    private func scripts(_ asset: DocsAssets.Asset, _ start: String) -> [String] {
        let own = addresses(asset)
        return own + (own.isEmpty ? [] : ["docs/assets/\(start)"]) + [Self.script]
    }

    private func addresses(_ asset: DocsAssets.Asset) -> [String] { assets.address(of: asset).map { [$0] } ?? [] }
}
