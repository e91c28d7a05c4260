internal import Foundation
package import TaskFlowDomain
internal import TaskFlowSchema

/// The file in which the local owner's key waits for the command line: JSON, mode 0600.
package struct CredentialFile: Sendable {
    private let path: String

    /// - Parameter dataDirectory: the folder that the server keeps its data in.
    package init(dataDirectory: String) {
        path = URL(fileURLWithPath: dataDirectory).appendingPathComponent("credential").path
    }

    /// The key in the file, if there is one.
    package func key() -> String? {
        guard let data = FileManager.default.contents(atPath: path), let json = try? JSONParser.parse(data) else {
            return nil
        }
        return json["token"]?.stringValue
    }

    /// Writes the file anew. It never exists with wider permissions, nor half-written.
    package func write(key: String, url: String) throws(TaskFlowError) {
        let json: JSON = ["url": .string(url), "token": .string(key)]
        let temporary = path + ".new"
        try? FileManager.default.removeItem(atPath: temporary)
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: temporary, contents: Data(json.bytes), attributes: attributes),
            rename(temporary, path) == 0
        else { throw .unavailable("The credential file cannot be written: \(path)") }
    }
}
