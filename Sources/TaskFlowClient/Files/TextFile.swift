internal import Foundation

/// A text file of the caller's, which is read whole and replaced in one step. A link is followed to the file that it names.
struct TextFile {
    let path: String

    var isLink: Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// What it holds; `nil` where there is none.
    ///
    /// - Throws: where it is there and is no text: what cannot be read must not be replaced.
    func read() throws(ClientFailure) -> String? {
        guard let mode = try mode() else { return nil }
        guard mode & S_IFMT == S_IFREG else { throw .refused("\(path) is no plain file, so it is left alone") }
        let bytes: [UInt8]
        do throws(UsageError) { bytes = try BodyFile.bytes(path, path) } catch {
            throw .refused("\(error.message), so it is left alone")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .refused("\(path) is no text in UTF-8, so it is left alone")
        }
        return text
    }

    /// Puts a text in place of what it holds: all of it or, where that cannot be, nothing.
    ///
    /// - Parameter mode: Who may read a new file; one that was there keeps its own.
    func replace(by text: String, mode new: mode_t = 0o600) throws(ClientFailure) {
        let old = try mode().map { $0 & 0o777 }
        let target = old == nil ? path : Self.resolved(path)
        let temporary = "\(target).\(UUID().uuidString.prefix(8))"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, old ?? new)
        guard file >= 0 else { throw failure(errno) }
        // What the umask took away.
        if let old { fchmod(file, old) }
        var code = Self.fill(file, text)
        if code == 0, rename(temporary, target) != 0 { code = errno }
        guard code != 0 else { return }
        unlink(temporary)
        throw failure(code)
    }

    private static func fill(_ file: Int32, _ text: String) -> Int32 {
        var code = StandardOutput.put(Array(text.utf8), on: file)
        if code == 0, fsync(file) != 0 { code = errno }
        if close(file) != 0, code == 0 { code = errno }
        return code
    }

    private func failure(_ code: Int32) -> ClientFailure {
        .refused("Cannot write \(path): \(String(cString: strerror(code)))")
    }

    /// What kind of file it is and who may read it; `nil` where there is none. A link that leads nowhere is not none.
    private func mode() throws(ClientFailure) -> mode_t? {
        var status = stat()
        if stat(path, &status) == 0 { return status.st_mode }
        guard errno == ENOENT, !isLink else { throw .refused(FileFailure("read", path).message) }
        return nil
    }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
