internal import CWebAssets
internal import Foundation

/// The files of the board and of the docs pages: those in the program, or those in a folder, read anew at each request, for
/// whoever works on them.
package enum WebFiles: Sendable {
    case embedded
    case folder(String)

    /// A file by its path; `nil` where there is none of that path.
    func bytes(_ path: String) -> [UInt8]? {
        switch self {
        case .embedded: Self.embedded(path)
        case .folder(let folder): FileManager.default.contents(atPath: "\(folder)/\(path)").map(Array.init)
        }
    }

    /// The same as text; empty where there is no such file.
    func text(_ path: String) -> String { bytes(path).map { String(decoding: $0, as: UTF8.self) } ?? "" }

    private static func embedded(_ path: String) -> [UInt8]? {
        for table in [taskflow_assets, taskflow_docs_assets] {
            var count = 0
            let files = UnsafeBufferPointer(start: table(&count), count: count)
            if let file = files.first(where: { String(cString: $0.name) == path }) {
                return Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
            }
        }
        return nil
    }
}
