internal import Foundation
internal import TaskFlowSchema

/// A credential in a file that its owner alone may read.
package struct CredentialFile: Sendable {
    /// Where it is.
    package let path: String

    /// The key that the server made for the machine's owner at its first start.
    package static func local(in dataDirectory: String) -> CredentialFile {
        CredentialFile(path: dataDirectory + "/credential")
    }

    /// What `taskflow login` stored; it goes before the local one.
    static func login(in dataDirectory: String) -> CredentialFile {
        CredentialFile(path: dataDirectory + "/login")
    }

    /// The credential; `nil` when there is none that can be read.
    package func read() -> StoredCredential? {
        guard let data = FileManager.default.contents(atPath: path), let json = try? JSONParser.parse(data) else {
            return nil
        }
        var issues = Issues()
        return StoredCredential.decode(json, into: &issues)
    }

    /// Puts a credential in place of what was there, in one step and never readable by others.
    package func write(_ credential: StoredCredential) throws(FileFailure) {
        let temporary = "\(path).\(ProcessInfo.processInfo.processIdentifier)"
        unlink(temporary)
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileFailure("write", path) }
        let bytes = credential.json.bytes + [UInt8(ascii: "\n")]
        let isWritten = bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) } == bytes.count
        guard fsync(file) == 0, close(file) == 0, isWritten, rename(temporary, path) == 0 else {
            throw FileFailure("write", path)
        }
    }

    /// Makes the folder that the file is in, for its owner alone, where it is not there.
    func prepareFolder() throws(FileFailure) {
        let folder = (path as NSString).deletingLastPathComponent
        if FileManager.default.fileExists(atPath: folder) { return }
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        let isMade: ()? = try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: attributes)
        if isMade == nil { throw FileFailure("make", folder) }
    }

    var exists: Bool { FileManager.default.fileExists(atPath: path) }

    /// Removes the file; false when there was none.
    func remove() -> Bool { unlink(path) == 0 }
}
