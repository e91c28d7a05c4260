internal import Foundation

/// Finds the files of the docs pages, which `scripts/fetch-docs-assets.sh` fetched.
enum DocsAssetsFolder {
    /// Beside an installed program, in the build folder of one that was built here, or in the data directory.
    static func find(_ dataDirectory: String) -> String? {
        let program = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
            .resolvingSymlinksInPath().deletingLastPathComponent()
        let places = ["../share/taskflow/docs-assets", "../docs-assets", "../../docs-assets"]
            .map { program.appendingPathComponent($0).standardizedFileURL.path }
        return (places + [dataDirectory + "/docs-assets"]).first { FileManager.default.fileExists(atPath: $0) }
    }
}
