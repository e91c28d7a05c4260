import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// What they ask and answer, or take back, and time that passes meanwhile.
extension TalkWorld {
    mutating func ask(_ name: String, _ task: TaskID, _ before: TalkedOf) async throws {
        let (to, blocks, isApproval) = (pick(names.filter { $0 != name }), chance(2), chance(3))
        var input: JSONObject = [
            "task_id": task.json, "prompt": "Which?", "to": .string(to), "blocking": .bool(blocks),
            "kind": isApproval ? "approval" : "question",
        ]
        let end =
            chance(3) ? Timestamp.system().adding(seconds: talk.turned + Int.random(in: 10...300, using: &dice)) : nil
        if let end { input["expires_at"] = end.json }
        if let generation = try await crew.generation(of: task, for: name) {
            input["generation"] = .integer(generation)
        }
        last = "\(name) asks \(to) of \(task), blocking \(blocks)"
        var asked: Question?
        let refusal = await refusal { () async throws(TaskFlowError) in
            asked = try await members[name]?.call(AskQuestion.self, input)
        }
        let state = before.tasks[task]
        let isFit = before.works(name, task, talk) && talk.sees(to, task) && state?.status != "completed"
        if !blocks { #expect((refusal == nil) == isFit, "\(last): \(refusal as Any)") }
        guard let question = asked else {
            #expect(
                [.notFound, .forbidden, .validationFailed, .invalidState].contains(refusal?.code),
                "\(last): \(refusal as Any)")
            return
        }
        #expect(isFit && question.to?.rawValue == to && question.askedBy.rawValue == name, "\(last)")
        if blocks {
            let canWait = ["pending", "in_progress"].contains(state?.status) || state?.blockedKind == "question"
            #expect(canWait, "\(last)")
        }
        talk.questions[question.id.rawValue] = Talk.Asked(
            task: task, by: name, to: to, isApproval: isApproval, revision: question.revision, end: end)
    }

    mutating func answer(_ name: String, _ before: TalkedOf) async throws {
        guard let id = talk.questions.keys.sorted().randomElement(using: &dice), let old = talk.questions[id] else {
            return
        }
        let name = chance(2) ? old.to : name
        let words = chance(2) ? "yes" : "no"
        let input: JSONObject = old.isApproval ? ["approved": .bool(words == "yes")] : ["text": .string(words)]
        last = "\(name) answers \(id) \(words), which is \(old.status)"
        let refusal = await members[name]?.refusal(of: AnswerQuestion.self, input.with("question_id", .integer(id)))
        let expected = foretold(name, words, old, before)
        #expect(refusal?.code == expected, "\(last): \(refusal as Any)")
        guard refusal == nil, old.status == "open" else { return }
        talk.questions[id]?.status = "answered"
        talk.questions[id]?.answer = "\(name) \(words)"
    }

    private func foretold(_ name: String, _ words: String, _ old: Talk.Asked, _ before: TalkedOf) -> ErrorCode? {
        guard talk.sees(name, old.task) else { return .notFound }
        let state = before.tasks[old.task]
        let isOwner = name == "@ben" && talk.inProject.contains(old.task)
        let answers = name == "@ana" || isOwner || state?.accountable == name
        guard name == old.to || answers && !name.hasPrefix("@bot") else { return .forbidden }
        if old.status == "answered" { return old.answer == "\(name) \(words)" ? nil : .alreadyAnswered }
        guard old.status == "open" else { return .questionClosed }
        return old.isApproval && words == "yes" && state?.revision != old.revision ? .approvalStale : nil
    }

    mutating func withdraw(_ name: String, _ before: TalkedOf) async throws {
        guard let id = talk.questions.keys.sorted().randomElement(using: &dice), let old = talk.questions[id] else {
            return
        }
        let name = chance(2) ? old.by : name
        last = "\(name) withdraws \(id), which is \(old.status)"
        let refusal = await members[name]?.refusal(of: WithdrawQuestion.self, ["question_id": .integer(id)])
        let expected: ErrorCode? =
            !talk.sees(name, old.task)
            ? .notFound
            : name != old.by && name != "@ana"
                ? .forbidden
                : ["open", "withdrawn"].contains(old.status)
                    ? nil : old.status == "answered" ? .alreadyAnswered : .questionClosed
        #expect(refusal?.code == expected, "\(last): \(refusal as Any)")
        if refusal == nil { talk.questions[id]?.status = "withdrawn" }
    }

    mutating func wait() async throws {
        let seconds = Int.random(in: 5..<90, using: &dice)
        last = "\(seconds) s pass"
        talk.turned += seconds
        // In steps, so that no lease is thought to have run while no server was there.
        try await crew.pass(seconds: seconds, clock)
        try await crew.expire()
    }
}
