import TaskFlowOperations

@testable import TaskFlowClient

/// The program's real commands.
enum TestTable {
    static let table = CommandTable(Operations.all, others: LocalCommand.summaries)

    static func parse(_ line: String...) throws -> Invocation { try table.parse(CommandTable.arranged(line)) }

    /// What is wrong with a line; nil when nothing is.
    static func fault(_ line: String...) -> String? {
        do throws(UsageError) {
            _ = try table.parse(CommandTable.arranged(line))
            return nil
        } catch {
            return error.message
        }
    }

    static func request(_ line: String...) throws -> APIRequest {
        try RequestBuilder.request(for: table.parse(CommandTable.arranged(line)))
    }
}
