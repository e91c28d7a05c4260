internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Whom a comment mentions, for their inboxes. A mention starts nothing.
enum Mentions {
    /// How many workers one comment puts it before.
    private static let limit = 50

    /// Whoever says something on a task has read where they are mentioned there.
    static func end(on task: TaskID, of actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        try tx.execute(
            """
            UPDATE mentions SET done_at = \(tx.now) WHERE task_id = \(task) AND worker_id = \(actor.workerID) \
            AND done_at IS NULL
            """)
    }

    /// Adds a mention for each worker whom the text names and who sees the task, but not for its author.
    ///
    /// - Returns: Who was not mentioned by the comment before.
    static func add(
        by comment: TaskComment, on loaded: LoadedTask, _ actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> [WorkerID] {
        let handles = MentionReader.handles(in: comment.text?.rawValue ?? "").prefix(limit)
        if handles.isEmpty { return [] }
        var conditions: [SQL] = [
            "workers.tenant_id = \(actor.tenant)", "workers.handle IN \(list: Array(handles))",
            "workers.deleted_at IS NULL", "workers.id <> \(actor.workerID)",
        ]
        if let project = loaded.task.projectID {
            conditions.append(
                """
                (workers.role = 'admin' OR EXISTS (SELECT 1 FROM project_members \
                WHERE project_members.project_id = \(project) AND project_members.worker_id = workers.id))
                """)
        }
        let added = try tx.all(
            """
            INSERT INTO mentions (tenant_id, worker_id, task_id, comment_id, created_at) SELECT workers.tenant_id, workers.id, \
            \(comment.taskID), \(comment.id), \(tx.now) FROM workers WHERE \(SQL.joined(conditions)) \
            ON CONFLICT DO NOTHING RETURNING worker_id
            """
        ) { WorkerID.read($0, 0) }
        return added.sorted { $0.rawValue.utf8.lexicographicallyPrecedes($1.rawValue.utf8) }
    }
}

/// Finds handles in Markdown, but not in code, where `@handle` is a decorator or the like, and not in addresses of mail.
enum MentionReader {
    /// The handles in the order in which they stand there, each once. Capitals are read as small letters.
    static func handles(in text: String) -> [Handle] {
        var fence: String?
        var found: [Handle] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let start = line.drop { $0 == " " }
            if let open = fence {
                if start.hasPrefix(open) { fence = nil }
            } else if let opened = ["```", "~~~"].first(where: start.hasPrefix) {
                fence = opened
            } else {
                read(line, into: &found)
            }
        }
        return found.distinct
    }

    private static func read(_ line: Substring, into found: inout [Handle]) {
        var rest = Array(line.utf8)[...]
        var before = UInt8(ascii: " ")
        while let byte = rest.first {
            if byte == UInt8(ascii: "`"), let end = endOfCode(rest) {
                rest = rest[end...]
                before = byte
                continue
            }
            rest = rest.dropFirst()
            if byte == UInt8(ascii: "@"), !isPartOfWord(before) {
                let name = rest.prefix { isHandle($0) }
                if let handle = handle(name) { found.append(handle) }
                rest = rest.dropFirst(name.count)
                before = name.last ?? byte
            } else {
                before = byte
            }
        }
    }

    /// Behind the run of backticks that ends the code which begins here; `nil` where it never ends.
    private static func endOfCode(_ text: ArraySlice<UInt8>) -> Int? {
        let tick = UInt8(ascii: "`")
        let run = text.prefix { $0 == tick }.count
        var index = text.startIndex + run
        while index < text.endIndex {
            let length = text[index...].prefix { $0 == tick }.count
            if length == run { return index + length }
            index += max(1, length)
        }
        return nil
    }

    private static func handle(_ name: ArraySlice<UInt8>) -> Handle? {
        var issues = Issues()
        return Handle.decode(.string("@" + String(decoding: name, as: UTF8.self).lowercased()), into: &issues)
    }

    private static func isHandle(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte == 0x5F || byte == 0x2D }

    // What comes before the sign: within a word, an address or a path it is none of ours.
    private static func isPartOfWord(_ byte: UInt8) -> Bool {
        isHandle(byte) || byte >= 0x80 || ".@/".utf8.contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
