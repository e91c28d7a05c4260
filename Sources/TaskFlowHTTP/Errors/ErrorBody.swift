internal import TaskFlowDomain
internal import TaskFlowSchema

/// An error as it is written: in the default shape, FastAPI's for validation, or RFC 9457 where that was asked for.
struct ErrorBody {
    let error: TaskFlowError
    let status: Int
    let title: String
    let requestID: String

    /// Validation alone has a list of faults; a body that is no text has none to tell.
    private var issues: [ValidationIssue] { status == 422 ? error.issues : [] }

    /// The default shape, or FastAPI's list of faults.
    func compact() -> [UInt8] {
        if !issues.isEmpty { return JSON.object(["detail": .array(issues.map(\.json))]).bytes }
        var writer = JSONWriter(reserving: 192)
        writer.beginObject()
        writer.name("error")
        writer.string(error.message)
        writer.name("status_code")
        writer.integer(status)
        writeCodeAndID(to: &writer)
        writer.endObject()
        return writer.bytes
    }

    /// RFC 9457.
    func problem(instance: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        let texts = [("type", "about:blank"), ("title", title), ("detail", error.message), ("instance", instance)]
        for (name, value) in texts {
            writer.name(name)
            writer.string(value)
        }
        writer.name("status")
        writer.integer(status)
        writeCodeAndID(to: &writer)
        if !issues.isEmpty {
            writer.name("errors")
            JSON.array(issues.map(\.json)).write(to: &writer)
        }
        writer.endObject()
        return writer.bytes
    }

    private func writeCodeAndID(to writer: inout JSONWriter) {
        writer.name("code")
        writer.string(error.code.rawValue)
        writer.name("request_id")
        writer.string(requestID)
    }
}
