/// The scripts and styles of the docs pages: files that were fetched before the build and are in the program, else the CDN
/// that FastAPI uses.
struct DocsAssets {
    /// One file that the pages use.
    struct Asset {
        let name: String
        let type: String
        let fallback: String?
    }

    static let swaggerScript = Asset(
        name: "swagger-ui-bundle.js", type: "text/javascript; charset=utf-8",
        fallback: "https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/swagger-ui-bundle.js")
    static let swaggerStyle = Asset(
        name: "swagger-ui.css", type: "text/css; charset=utf-8",
        fallback: "https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/swagger-ui.css")
    static let redocScript = Asset(
        name: "redoc.standalone.js", type: "text/javascript; charset=utf-8",
        fallback: "https://cdn.jsdelivr.net/npm/redoc@2/bundles/redoc.standalone.js")
    static let icon = Asset(name: "favicon.png", type: "image/png", fallback: nil)

    /// The files that are there, by name.
    let files: [(asset: Asset, bytes: [UInt8])]

    init(_ fetched: WebFiles) {
        let all = [Self.swaggerScript, Self.swaggerStyle, Self.redocScript, Self.icon]
        files = all.compactMap { asset in fetched.bytes("docs/\(asset.name)").map { (asset, $0) } }
    }

    /// What a page writes to refer to an asset; `nil` when it is to be had nowhere. Relative, as a proxy may add a prefix.
    func address(of asset: Asset) -> String? {
        files.contains { $0.asset.name == asset.name } ? "docs/assets/\(asset.name)" : asset.fallback
    }

    /// Whether pages need the CDN for an asset.
    func isRemote(_ asset: Asset) -> Bool { address(of: asset)?.hasPrefix("https:") ?? false }
}
