import TaskFlowDomain
import TaskFlowStorage
import Testing

@testable import TaskFlowPostgres

/// Which of the server's codes become what.
@Suite struct ErrorTests {
    private func error(_ state: String) -> TaskFlowError {
        .postgres(.server(ServerReport(state: state, message: "relation \"secrets\" of user postgres")))
    }

    @Test(arguments: [
        "40001", "40P01", "57014", "55P03", "57P01", "57P03", "53300", "53100", "53200", "58030", "25006", "28P01",
        "3D000", "08006", "XX001",
    ])
    func `what may pass is unavailable`(_ state: String) {
        let error = error(state)
        #expect(error.code == .unavailable && error.retryAfter == 1)
        #expect(!error.message.contains("secrets") && error.cause?.contains(state) == true)
    }

    @Test(arguments: ["42601", "42P01", "42703", "25P02", "08P01", "XX000", "22012", "0A000"])
    func `a fault of the program is internal`(_ state: String) {
        #expect(error(state).code == .internal && error(state).message == "Internal server error")
    }

    @Test(arguments: [("23503", ConstraintViolation.foreignKey), ("23001", .foreignKey)])
    func `a broken rule is a conflict`(_ state: String, _ violation: ConstraintViolation) {
        #expect(error(state).code == .conflict && error(state).constraintViolation == violation)
    }

    @Test func `a lost connection is told without the server's words`() {
        let error = TaskFlowError.postgres(.lost("FATAL: terminating connection due to administrator command"))
        #expect(error.code == .unavailable && error.message == "The database cannot be reached")
    }
}
