import TaskFlowDomain
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// What a refused answer or question advises.
@Suite struct QuestionAdviceTests {
    @Test func `each refusal names a call that is not refused in turn`() async throws {
        try await withCrew { crew in
            let ada = try await crew.worker("@ada")
            let (bot, other) = (
                Door(try await crew.worker("@bot", type: .agent)), Door(try await crew.worker("@other", type: .agent))
            )
            let task = try await ada.addTask()
            let asked: JSONObject = ["task_id": task.json, "prompt": "Deploy?", "kind": "approval", "to": "@other"]
            let question = try await bot.call("ask_question", asked)["structuredContent"]?["id"] ?? .null
            let answer: JSONObject = ["question_id": question, "approved": true]
            #expect(try await bot.refusal("answer_question", answer).contains("Call my_inbox"))
            #expect(try await bot.refusal("answer_question", ["question_id": 99]).contains("Call my_inbox"))
            try await ada.call(UpdateTask.self, ["task_id": task.json, "title": "Another"])
            #expect(try await other.refusal("answer_question", answer).contains("approved=false"))
            let no = answer.members.reduce(JSONObject()) { object, member in
                var object = object
                object[member.name] = member.name == "approved" ? false : member.value
                return object
            }
            #expect(try await other.call("answer_question", no)["isError"] == false)
            #expect(try await other.refusal("answer_question", answer).contains("Call my_inbox"))
            #expect(try await other.call("my_inbox")["structuredContent"]?["items"] == [])
        }
    }
}
