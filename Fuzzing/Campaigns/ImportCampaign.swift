internal import TaskFlowImporters

/// A file of any bytes is read as tasks that the server can be asked to make, or refused in words.
struct ImportCampaign: Campaign {
    let name = "import"

    private static let seeds: [String] = [
        #"{"_type":"issue","id":"a-1","title":"A","status":"hooked","priority":0,"created_at":"2026-03-01T10:15:09.12345678+03:00","dependencies":[{"depends_on_id":"b","type":"blocks"}]}"#,
        #"{"m":{"tasks":[{"id":1,"title":"A","dependencies":[1,"2.1"],"subtasks":[{"id":1,"title":"B"}]}]}}"#,
        #"[{"number":7,"title":"A","state":"CLOSED","stateReason":"NOT_PLANNED","labels":[{"name":"p1"}],"url":"https://x.y/o/r/issues/7"}]"#,
        #"[{"uuid":"u","description":"A","entry":"20260110T081500Z","status":"waiting","depends":"a,b","tags":["x"],"odd":1.5}]"#,
        "(A) 2026-02-01 Call +x @y due:2026-02-10\nx 2026-02-03 2026-02-01 Sing pri:B",
        "TYPE,CONTENT,PRIORITY,INDENT,DATE,TIMEZONE\ntask,A @b,1,1,2026-03-07 10:00,Europe/Oslo\nnote,\"[[file {\"\"file_url\"\":\"\"https://x.y\"\"}]]\",,,,",
        #"{"lists":[{"id":"l","name":"Done","closed":false,"pos":1.5}],"cards":[{"id":"65a1b2c3ffffffffffffffff","name":"A","idList":"l","labels":[{"name":"","color":"red"}]}]}"#,
        "ID,Title,UUID,Due Date,Labels\nA-1,B,0,Sat Jan 31 2026 23:00:00 GMT+0000 (GMT+00:00),\"a, b\"",
        "Issue key,Issue id,Summary,Created,Comment,Status\nA-1,1,B,05/Jan/26 3:40 PM,05/Jan/26 4:00 PM;x;y;z,Odd",
        #"[{"title":"P","parent_project_id":0,"tasks":[{"id":1,"title":"A","description":"<p>a <b>b</b> &lt;c</p><script>x</script>","percent_done":0.5,"related_tasks":{"blocked":[{"id":2}]}}]}]"#,
        "id,title,parent,needs,tags,due\n1,'=A,,,\"a b\",2026-01-01\n2,B,'=A,1;2,,",
        "---\nid: t-1\ntitle: 'A: b'\nlabels: [a, \"b, c\"]\nassignee: @x\n---\n## Description\n\nBody",
    ]

    func run(_ random: inout Random) async throws(Violation) {
        var bytes = Array(Self.seeds[random.below(Self.seeds.count)].utf8)
        if !random.oneIn(20) { bytes = Mutation.mutate(bytes, &random) }
        var wishes = ImportWishes()
        if random.oneIn(2) { wishes.format = ImportFormat.allCases[random.below(ImportFormat.allCases.count)] }
        wishes.includesDropped = random.oneIn(2)
        if random.oneIn(3) { wishes.dateOrder = .dmy }
        let name = ["todo.txt", "x.csv", "x.zip", "x"][random.below(4)]
        let file =
            random.oneIn(6)
            ? ImportSourceFile(name: name, members: [("tasks/a.md", bytes), ("config.yml", bytes)])
            : ImportSourceFile(name: name, bytes: bytes)
        let found: ForeignFile
        do throws(ImportFault) { found = try ImportReader.read(file, wishes) } catch {
            if error.message.isEmpty { throw Violation("a file was refused without a word", Self.text(bytes)) }
            return
        }
        let isWhole = found.projects.flatMap(\.tasks).allSatisfy(Self.isWhole)
        if !isWhole || found.notes.contains("") { throw Violation("a task is none", Self.text(bytes)) }
    }

    /// Whether the server can be asked to make such a task.
    private static func isWhole(_ task: ForeignTask) -> Bool {
        !task.id.isEmpty && !task.title.isEmpty && (0...100).contains(task.progress)
            && (1...200).contains(ForeignText.id(task.id).unicodeScalars.count) && task.tags.count < 50
            && task.tags.allSatisfy { ForeignText.tag($0) == $0 }
            && task.links.allSatisfy { ForeignText.address($0.url) == $0.url }
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
