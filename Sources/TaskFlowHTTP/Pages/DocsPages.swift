/// Swagger UI, Redoc, and the page that signs a browser in.
struct DocsPages {
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
