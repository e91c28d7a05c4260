internal import Foundation
internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowStorage

extension TokenCreateCommand {
    /// Makes the key in the database.
    func issue(
        _ grant: KeyGrant, in database: any Database, mode: SignInMode
    ) async throws(CommandFailure) -> String {
        do throws(TaskFlowError) {
            return try await grant.issue(in: database, mode: mode, requestID: UUID().uuidString.lowercased())
        } catch {
            throw CommandFailure(error)
        }
    }
}
