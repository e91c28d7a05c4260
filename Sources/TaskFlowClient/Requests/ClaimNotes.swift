internal import Foundation
internal import TaskFlowOperations
internal import TaskFlowSchema

/// The generations of claims, as `next` was given them: what is written about a task later says by which claim. A file for each,
/// by server, credential and task, so that any number of shells may work from one data directory.
struct ClaimNotes {
    /// The steps that a holder takes with its generation.
    private static let steps: Set<String> = [
        UpdateProgress.spec.name, SubmitTask.spec.name, CompleteTask.spec.name, ReleaseTask.spec.name,
        BlockTask.spec.name,
        AskQuestion.spec.name, Heartbeat.spec.name,
    ]
    /// What ends a claim, or begins another that needs no generation.
    private static let ends: Set<String> = [CompleteTask.spec.name, ReleaseTask.spec.name, StartTask.spec.name]
    private static let member = "generation"

    private let folder: String
    private let holder: String

    init(_ settings: ClientSettings) {
        folder = settings.dataDirectory + "/claims"
        holder = Secret.hash(of: settings.address.text + "\n" + (settings.token ?? ""))
    }

    /// The same invocation with the generation that is noted, where its step needs one and says none.
    func completed(_ invocation: Invocation) -> Invocation {
        guard Self.steps.contains(invocation.command.spec.name), invocation.values[Self.member] == nil,
            let task = invocation.taskNumber, let file = FileManager.default.contents(atPath: path(task)),
            let generation = Int(String(decoding: file, as: UTF8.self))
        else { return invocation }
        var completed = invocation
        completed.values[Self.member] = .text(String(generation))
        return completed
    }

    /// Notes a claim, or that one has ended.
    ///
    /// - Parameter claim: What `next` was answered; `nil` after any other command.
    func keep(_ claim: JSON?, of invocation: Invocation) {
        let name = invocation.command.spec.name
        if let task = claim?["task"], let id = task["id"]?.integerValue {
            if let generation = task["lease"]?[Self.member]?.integerValue { write(generation, String(id)) }
        } else if Self.ends.contains(name), let task = invocation.taskNumber {
            unlink(path(task))
        }
    }

    private func path(_ task: String) -> String { "\(folder)/\(holder)-\(task)" }

    // Whoever cannot write keeps no note: the refusal then names the generation.
    private func write(_ generation: Int, _ task: String) {
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: attributes)
        _ = FileManager.default.createFile(
            atPath: path(task), contents: Data("\(generation)".utf8), attributes: [.posixPermissions: 0o600])
    }
}

extension Invocation {
    /// The task that it is about; digits alone, as it becomes a part of a file's name.
    fileprivate var taskNumber: String? {
        guard case .text(let text) = values["task_id"], !text.isEmpty,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return text
    }
}
