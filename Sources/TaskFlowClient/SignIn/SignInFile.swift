internal import Foundation
internal import TaskFlowSchema

/// A file with a stored sign-in, which its owner alone may read: JSON, mode 0600. The server writes the owner's, the command
/// line reads both.
package struct SignInFile: Sendable {
    /// Where it is.
    package let path: String

    /// The key that the server made for the machine's owner at its first start.
    package static func owner(in dataDirectory: String) -> SignInFile {
        SignInFile(path: dataDirectory + "/credential")
    }

    /// What `taskflow login` stored; it goes before the owner's key.
    static func login(in dataDirectory: String) -> SignInFile {
        SignInFile(path: dataDirectory + "/login")
    }

    /// The sign-in; `nil` when there is none that can be read.
    package func read() -> StoredSignIn? {
        var issues = Issues()
        return json().flatMap { StoredSignIn.decode($0, into: &issues) }
    }

    /// The key or token alone, whatever else the file says.
    package func token() -> String? { json()?["token"]?.stringValue }

    /// Puts a sign-in in place of what was there.
    package func write(_ signIn: StoredSignIn) throws(FileFailure) { try replace(signIn.json.bytes) }

    /// Puts a key in place of what was there, with the address of the server that it is for.
    package func write(key: String, url: String) throws(FileFailure) {
        let json: JSON = ["url": .string(url), "token": .string(key)]
        try replace(json.bytes)
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

    private func json() -> JSON? {
        FileManager.default.contents(atPath: path).flatMap { try? JSONParser.parse($0) }
    }

    // In one step: the file never exists half-written, nor with wider permissions.
    private func replace(_ json: [UInt8]) throws(FileFailure) {
        let temporary = "\(path).\(ProcessInfo.processInfo.processIdentifier)"
        unlink(temporary)
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileFailure("write", path) }
        let bytes = json + [UInt8(ascii: "\n")]
        let isWritten = bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) } == bytes.count
        guard fsync(file) == 0, close(file) == 0, isWritten, rename(temporary, path) == 0 else {
            throw FileFailure("write", path)
        }
    }
}
