import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// What they say, and whom they mention.
extension TalkWorld {
    /// What is said, and whom it mentions.
    private mutating func text() -> (text: String, handles: Set<String>) {
        let pieces: [(String, Set<String>)] = [
            ("look, @ben", ["@ben"]), ("(@cleo)", ["@cleo"]), ("`@ana`", []), ("me@dora.org", []), ("@nobody", []),
            ("@me", []),
            ("@bot0: do", ["@bot0"]), ("@ANA and @bot1.", ["@ana", "@bot1"]), ("\n```\n@cleo\n```\n", []),
            ("@ben @ben", ["@ben"]), ("“@dora”", ["@dora"]), ("请@ana看", ["@ana"]), ("plain", []),
        ]
        var (all, handles) = ("", Set<String>())
        for _ in 0..<Int.random(in: 1...3, using: &dice) {
            let piece = pick(pieces)
            all += (all.isEmpty ? "" : " ") + piece.0
            handles.formUnion(piece.1)
        }
        return (all, handles)
    }

    mutating func comment(_ name: String, _ task: TaskID, _ before: TalkedOf) async throws {
        let said = text()
        let input: JSONObject = ["task_id": task.json, "text": .string(said.text)]
        last = "\(name) says \(said.text) of \(task)"
        var comment: TaskComment?
        let refusal = await refusal { () async throws(TaskFlowError) in
            comment = try await members[name]?.call(AddComment.self, input)
        }
        let expected: ErrorCode? =
            !before.sees(name, task, talk) ? .notFound : before.works(name, task, talk) ? nil : .forbidden
        #expect(refusal?.code == expected, "\(last): \(refusal as Any)")
        guard let comment else { return }
        talk.comments[comment.id.rawValue] = Talk.Said(task: task, author: name, text: said.text)
        mention(said.handles, by: name, comment.id.rawValue, task)
    }

    private mutating func mention(_ handles: Set<String>, by name: String, _ comment: Int, _ task: TaskID) {
        for handle in handles where handle != name && talk.sees(handle, task) {
            talk.mentions.insert("\(comment) \(handle)")
        }
    }

    mutating func editComment(_ name: String, _ before: TalkedOf) async throws {
        guard let id = talk.comments.keys.sorted().randomElement(using: &dice), let old = talk.comments[id] else {
            return
        }
        let name = chance(2) ? old.author : name
        let said = text()
        last = "\(name) edits \(id)"
        let refusal = await members[name]?.refusal(
            of: EditComment.self, ["comment_id": .integer(id), "text": .string(said.text)])
        let expected: ErrorCode? =
            !before.sees(name, old.task, talk)
            ? .notFound : name != old.author ? .forbidden : old.text == nil ? .invalidState : nil
        #expect(refusal?.code == expected, "\(last): \(refusal as Any)")
        guard refusal == nil else { return }
        talk.comments[id]?.text = said.text
        mention(said.handles, by: name, id, old.task)
    }

    mutating func deleteComment(_ name: String, _ before: TalkedOf) async throws {
        guard let id = talk.comments.keys.sorted().randomElement(using: &dice), let old = talk.comments[id] else {
            return
        }
        let name = chance(2) ? old.author : name
        last = "\(name) deletes \(id)"
        let refusal = await members[name]?.refusal(of: DeleteComment.self, ["comment_id": .integer(id)])
        let expected: ErrorCode? =
            !before.sees(name, old.task, talk) ? .notFound : name != old.author ? .forbidden : nil
        #expect(refusal?.code == expected, "\(last): \(refusal as Any)")
        guard refusal == nil else { return }
        talk.comments[id]?.text = nil
        talk.mentions = talk.mentions.filter { !$0.hasPrefix("\(id) ") }
    }

    func refusal(_ body: () async throws(TaskFlowError) -> Void) async -> TaskFlowError? {
        do throws(TaskFlowError) {
            try await body()
            return nil
        } catch { return error }
    }
}
