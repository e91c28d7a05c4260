internal import CWebAssets
internal import Foundation

/// The files of the board: those in the program, or those in a folder, read anew at each request, for whoever works on them.
package enum WebFiles: Sendable {
    case embedded
    case folder(String)

    /// A file by its path; `nil` where there is none of that path.
    func bytes(_ path: String) -> [UInt8]? {
        switch self {
        case .embedded: Self.all[path]
        case .folder(let folder): FileManager.default.contents(atPath: "\(folder)/\(path)").map(Array.init)
        }
    }

    /// The same as text; empty where there is no such file.
    func text(_ path: String) -> String { bytes(path).map { String(decoding: $0, as: UTF8.self) } ?? "" }

    private static let all: [String: [UInt8]] = {
        var count = 0
        guard let assets = taskflow_assets(&count) else { return [:] }
        let list = UnsafeBufferPointer(start: assets, count: count)
        return Dictionary(
            list.map { asset in
                (String(cString: asset.name), Array(UnsafeBufferPointer(start: asset.bytes, count: asset.count)))
            }
        ) { first, _ in first }
    }()
}
