internal import Foundation
internal import TaskFlowSchema

/// A credential in a file that its owner alone may read.
public struct CredentialFile: Sendable {
    /// Where it is.
    public let path: String

    /// The key that the server made for the machine's owner at its first start.
    public static func local(in dataDirectory: String) -> CredentialFile {
        CredentialFile(path: dataDirectory + "/credential")
    }

    /// What `taskflow login` stored; it goes before the local one.
    static func login(in dataDirectory: String) -> CredentialFile {
        CredentialFile(path: dataDirectory + "/login")
    }

    /// The credential; `nil` when there is none that can be read.
    public func read() -> StoredCredential? {
        guard let data = FileManager.default.contents(atPath: path), let json = try? JSONParser.parse(data) else {
            return nil
        }
        var issues = Issues()
        return StoredCredential.decode(json, into: &issues)
    }

    /// Puts a credential in place of what was there, in one step and never readable by others.
    public func write(_ credential: StoredCredential) throws(FileFailure) {
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

    /// Removes the file; false when there was none.
    func remove() -> Bool { unlink(path) == 0 }
}
