internal import Foundation
internal import TaskFlowSchema

/// A file that holds the body of a request.
enum BodyFile {
    /// Larger files are not worth reading: no server takes such a body.
    private static let limit = 64 << 20

    /// Reads the JSON object in a file, `-` being standard input; `nil` without a file.
    ///
    /// - Throws: what is wrong with the file, and where.
    static func read(_ path: String?) throws(UsageError) -> JSONObject? {
        guard let path else { return nil }
        let name = path == "-" ? "Standard input" : path
        let bytes = try bytes(path, name)
        let json: JSON
        do throws(JSONSyntaxError) { json = try JSONParser.parse(bytes) } catch {
            throw UsageError("\(name) is not JSON: \(error.message) at character \(error.offset)")
        }
        guard case .object(let object) = json else { throw UsageError("\(name) must hold a JSON object") }
        return object
    }

    /// The bytes of a file, `-` being standard input.
    static func bytes(_ path: String, _ name: String) throws(UsageError) -> [UInt8] {
        let file = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
        guard let file else { throw UsageError("Cannot read \(name): \(String(cString: strerror(errno)))") }
        do {
            let data = try file.read(upToCount: limit + 1) ?? Data()
            if data.count > limit { throw UsageError("\(name) is larger than 64 MiB") }
            return Array(data)
        } catch {
            throw (error as? UsageError) ?? UsageError("Cannot read \(name): \(error.localizedDescription)")
        }
    }
}
