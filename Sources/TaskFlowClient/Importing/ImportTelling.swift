internal import TaskFlowSchema

/// Tells what the server made of an import.
struct ImportTelling {
    /// So many warnings are shown.
    private static let limit = 20

    let console: Console
    let said: ImportLine
    let slug: String

    func tell(_ answer: APIResponse, isNew: Bool) throws(ClientFailure) {
        if isNew { console.note("Made project \(slug)") }
        if said.isJSON { return console.writeOutput(answer.body + [UInt8(ascii: "\n")]) }
        guard let report = try? JSONParser.parse(answer.body) else { throw .refused("The server's answer is not JSON") }
        if said.isQuiet {
            let ids = (report["tasks"]?.arrayValue ?? []).map { CellText.line($0["id"]) }
            return console.print(ids.joined(separator: "\n"))
        }
        func count(_ key: String) -> Int { report[key]?.integerValue ?? 0 }
        let verb = said.isDryRun ? "Would import" : "Imported"
        var parts = ["\(verb) \(ImportPicture.count(count("created"))) into project \(slug)"]
        if count("skipped") > 0 { parts.append("\(Self.are(count("skipped"))) there already") }
        if count("left_out") > 0 { parts.append("\(Self.are(count("left_out"))) left out") }
        console.print(parts.joined(separator: ", "))
        warn(report["warnings"]?.arrayValue ?? [], of: count("warning_count"))
    }

    private static func are(_ count: Int) -> String { count == 1 ? "1 is" : "\(count) are" }

    private func warn(_ warnings: [JSON], of count: Int) {
        for warning in warnings.prefix(Self.limit) {
            console.note("  \(CellText.line(warning["source_id"])): \(CellText.line(warning["text"]))")
        }
        let rest = count - min(warnings.count, Self.limit)
        if rest > 0 { console.note("  … and \(rest) more warnings: --json has them") }
    }
}
