import Synchronization
import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// The dispatcher's observer is told of every call.
@Suite struct CallObserverTests {
    @Test func `an observer is told of what succeeds and of what is refused, with the time it took`() async throws {
        try await withCrew { crew in
            let notes = Notes()
            let member = try await crew.worker("@ana")
            let dispatcher = Dispatcher(
                database: crew.database, authenticator: Authenticator(mode: .local, activity: notes), observer: notes)
            let credential = try #require(member.credential)
            let origin = Origin(via: .cli, requestID: "test")
            func call(_ id: String, _ credential: Credential?) async -> ErrorCode? {
                do throws(TaskFlowError) {
                    let arguments = Arguments(path: [(name: "task_id", value: id)])
                    _ = try await dispatcher.perform(
                        GetTask.self, arguments, credential: credential, origin: origin)
                    return nil
                } catch {
                    return error.code
                }
            }
            let id = try await member.addTask()
            let codes = [
                await call("\(id)", credential), await call("99", credential), await call("x", credential),
                await call("\(id)", nil),
            ]
            #expect(codes == [nil, .notFound, .validationFailed, .unauthenticated])
            let admitted = try await dispatcher.admit(credential, origin: Origin(via: .mcp, requestID: "test"))
            _ = try await dispatcher.perform(WhoAmI.self, Arguments(), for: admitted)
            let calls = notes.calls.withLock { $0 }
            #expect(calls.map(\.operation) == Array(repeating: "get_task", count: 4) + ["whoami"])
            #expect(calls.map(\.refusal) == codes + [nil])
            #expect(calls.map(\.via) == [.cli, .cli, .cli, .cli, .mcp])
            #expect(calls.allSatisfy { $0.duration > .zero && $0.duration < .seconds(60) })
        }
    }
}

/// Keeps what it is told.
private final class Notes: CallObserver, ActivitySink {
    let calls = Mutex<[ObservedCall]>([])

    func note(_ call: ObservedCall) { calls.withLock { $0.append(call) } }
    func note(_ use: CredentialUse) {}
}
