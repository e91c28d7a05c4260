import TaskFlowDomain
import Testing

@testable import TaskFlowStorage

struct ConstraintViolationTests {
    @Test(
        arguments: [
            .unique("a.b, a.c"), .foreignKey, .check("x > 0: y"), .notNull("a.b"), .trigger("audit is append-only"),
        ] as [ConstraintViolation])
    func causesAreReadBack(violation: ConstraintViolation) {
        let error = TaskFlowError.violated(violation)
        #expect(error.code == .conflict)
        #expect(error.constraintViolation == violation)
        #expect(error.isForeignKeyViolation == (violation == .foreignKey))
    }

    @Test func otherConflictsAreNoViolation() {
        var error = TaskFlowError(.conflict, "x")
        #expect(error.constraintViolation == nil)
        error.cause = "unique of its kind"
        #expect(error.constraintViolation == nil)
        error = .internal("unique:a.b")
        #expect(!error.isUniqueViolation(of: "a.b"))
    }

    @Test(arguments: [
        "projects.tenant_id, projects.slug", "projects_tenant_id_slug_key", "projects_slug", "projects.slug",
    ])
    func uniqueColumnIsFound(detail: String) {
        let error = TaskFlowError.violated(.unique(detail))
        #expect(error.isUniqueViolation(of: "projects.slug"))
        #expect(!error.isUniqueViolation(of: "projects.name"))
        #expect(!error.isUniqueViolation(of: "workers.slug"))
        #expect(!error.isUniqueViolation(of: "projects.slu"))
    }
}
