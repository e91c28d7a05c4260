/// The scripts and styles of the docs pages: files of others that were fetched before the build, and are in the program then.
struct DocsAssets {
    /// One file that the pages use.
    struct Asset {
        let name: String
        let type: String
    }

    static let swaggerScript = Asset(
        name: "swagger-ui-bundle.js", type: "text/javascript; charset=utf-8")
    static let swaggerStyle = Asset(
        name: "swagger-ui.css", type: "text/css; charset=utf-8")
    static let redocScript = Asset(
        name: "redoc.standalone.js", type: "text/javascript; charset=utf-8")
    static let icon = Asset(name: "favicon.png", type: "image/png")

    /// The files that are there, by name.
    let files: [(asset: Asset, bytes: [UInt8])]

    init(_ fetched: WebFiles) {
        let all = [Self.swaggerScript, Self.swaggerStyle, Self.redocScript, Self.icon]
        files = all.compactMap { asset in fetched.bytes("docs/\(asset.name)").map { (asset, $0) } }
    }

    /// What a page writes to refer to an asset; `nil` when it was not fetched. Relative, as a proxy may add a prefix.
    func address(of asset: Asset) -> String? {
        files.contains { $0.asset.name == asset.name } ? "docs/assets/\(asset.name)" : nil
    }
}
