internal import HTTPTypes
internal import NIOCore
internal import TaskFlowDomain
internal import TaskFlowHTTP
internal import TaskFlowOperations
internal import TaskFlowSchema

/// Serves one operation at its route.
struct OperationEndpoint<O: Operation>: Endpoint {
    private let dispatcher: Dispatcher
    private let credentials: CredentialFinder
    private let bodies: BodyReader?
    /// Where the body may be larger than that of other calls.
    private let large: LargeBody?
    private let address: PublicAddress
    private let fields: [(name: String, field: HTTPField.Name)]
    private let location: LocationTemplate?

    init(_ operation: O.Type, _ dispatcher: Dispatcher, _ door: DoorParts) {
        let inputs = O.fields
        self.dispatcher = dispatcher
        credentials = door.credentials
        address = door.address
        location = O.spec.addressedBy.map { LocationTemplate($0.spec.route) }
        let hasBody = inputs.contains { $0.source == .body || $0.source == .queryOrBody }
        large = O.bodyBytes.map { LargeBody(BodyReader(limit: $0, values: $0 / 16)) }
        bodies = hasBody ? large?.reader ?? door.bodies : nil
        fields = inputs.filter { $0.source == .header }.compactMap { info in
            HTTPField.Name(info.name).map { (info.name, $0) }
        }
    }

    func answer(_ call: Call) async throws(TaskFlowError) -> Answer {
        // Before the body: a caller without a credential is refused for what its head says.
        let (credential, via) = try await credentials.find(call.head)
        let origin = Origin(via: via, requestID: call.id, address: address.base(for: call))
        let performed = try await perform(credential, origin, call)
        var answer = answer(performed.output, to: call, actor: performed.actor.workerID)
        if performed.isReplayed { answer.headers.append(.idempotentReplayed, "true") }
        answer.quota = performed.quota
        answer.heldUntilSent = performed.unsent
        performed.unsent?.hasBytes(answer.body?.readableBytes ?? 0)
        return answer
    }

    private func perform(
        _ credential: Credential?, _ origin: Origin, _ call: Call
    ) async throws(TaskFlowError) -> Performed<O.Output> {
        guard let large else { return try await perform(try await arguments(of: call), credential, origin, call) }
        // A large body is read of those alone who may send one, and one at a time of a tenant.
        let caller = try await dispatcher.admit(credential, origin: origin, for: O.self)
        return try await large.turns.run(caller.actor.tenant) { () async throws(TaskFlowError) in
            try await dispatcher.perform(O.self, try await arguments(of: call), for: caller)
        }
    }

    private func perform(
        _ arguments: Arguments, _ credential: Credential?, _ origin: Origin, _ call: Call
    ) async throws(TaskFlowError) -> Performed<O.Output> {
        guard O.mayWait else {
            return try await dispatcher.perform(O.self, arguments, credential: credential, origin: origin)
        }
        return try await call.whileConnected { [dispatcher] () async throws(TaskFlowError) in
            try await dispatcher.perform(O.self, arguments, credential: credential, origin: origin)
        }
    }

    private func arguments(of call: Call) async throws(TaskFlowError) -> Arguments {
        var arguments = Arguments(path: call.parameters)
        arguments.read(call.head.query)
        for (name, field) in fields {
            if let value = call.headers[field] { arguments.headers.append((name, value)) }
        }
        if let bodies { arguments.body = try await bodies.read(call) }
        return arguments
    }

    private func answer(_ output: O.Output, to call: Call, actor: WorkerID) -> Answer {
        guard O.spec.success != .noContent else { return Answer(.noContent, actor: actor) }
        let body = output.encoded ?? written(output)
        let tag = output.entityVersion.map { EntityTag.of(version: $0, shown: body) }
        if let tag, let answer = unchanged(tag, call, actor) { return answer }
        var fields = tag == nil || O.access == .write ? CommonFields.json : CommonFields.tagged
        if let tag { fields.append(.eTag, tag) }
        if let location { fields.append(.location, location.value(for: output.pathInputs, at: address)) }
        if let page = output.page { add(page, to: &fields, call.head) }
        let status: HTTPResponse.Status = (output.success ?? O.spec.success) == .created ? .created : .ok
        return Answer(status, fields, ByteBuffer(bytes: body), actor: actor)
    }

    private func written(_ output: O.Output) -> [UInt8] {
        var writer = JSONWriter(reserving: output.page == nil ? 1024 : 16384)
        output.write(to: &writer)
        return writer.finish()
    }

    private func unchanged(_ tag: String, _ call: Call, _ actor: WorkerID) -> Answer? {
        guard O.access == .read, EntityTag.matches(tag, call.head.ifNoneMatch) else { return nil }
        var fields = CommonFields.bare.with(.cacheControl, "private, no-cache")
        fields.append(.eTag, tag)
        return Answer(.notModified, fields, actor: actor)
    }

    private func add(_ page: PageInfo, to fields: inout HTTPFields, _ head: RequestHead) {
        if let links = PageLinks.value(page, head, at: address) { fields.append(.link, links) }
        if let total = page.total { fields.append(.totalCount, String(total)) }
    }
}

/// How a body is read that may be larger than that of other calls.
private struct LargeBody {
    let reader: BodyReader
    let turns = LoneCalls()

    init(_ reader: BodyReader) { self.reader = reader }
}

/// The path at which what an operation creates is addressed, to be filled with its path inputs.
private struct LocationTemplate {
    private enum Piece {
        case text(String)
        case input(String)
    }

    private let pieces: [Piece]

    init(_ route: Route) {
        // Between braces every second part is a name.
        pieces = route.path.split(omittingEmptySubsequences: false) { $0 == "{" || $0 == "}" }.enumerated().map {
            part in
            part.offset.isMultiple(of: 2) ? .text(String(part.element)) : .input(String(part.element))
        }
    }

    func value(for inputs: [PathInput], at address: PublicAddress) -> String {
        var value = address.prefix
        for piece in pieces {
            switch piece {
            case .text(let text): value += text
            case .input(let name): value += PathEncoding.encode(inputs.first { $0.name == name }?.value ?? "")
            }
        }
        return value
    }
}

extension Arguments {
    /// Takes the query's pairs, or the fault that there are too many of them.
    mutating func read(_ text: Substring) {
        if text.isEmpty { return }
        let count = QueryPairs.count(text)
        if count > QueryPairs.limit {
            faults = [.tooLong(count, limit: QueryPairs.limit, at: [.name("query")], input: .null)]
        } else {
            query = QueryPairs.parse(text)
        }
    }
}

extension HTTPField.Name {
    fileprivate static let link = known("Link")
    fileprivate static let idempotentReplayed = known("Idempotent-Replayed")
    fileprivate static let totalCount = known("X-Total-Count")
}
