internal import TaskFlowDomain
internal import TaskFlowSchema
import Testing

@Suite struct ScopesTests {
    static let all = ["tasks:read", "tasks:write", "projects:write", "workers:write", "audit:read"]

    @Test func theOrderOfTheContract() {
        #expect(Scopes(Scope.allCases.reversed()).ordered.map(\.rawValue) == Self.all)
        #expect(Scopes.all.columnValue == .text(Self.all.joined(separator: " ")))
        #expect(Scopes.standard.json == ["tasks:read", "tasks:write", "audit:read"])
    }

    @Test(arguments: 0..<32) func everySetComesBack(bits: Int) {
        let scopes = Scopes(Scope.allCases.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element))
        #expect(Scopes.read(FakeRow(value: scopes.columnValue), 0) == scopes)
        var issues = Issues()
        #expect(Scopes.decode(scopes.json, into: &issues) == scopes)
    }

    @Test func unknownOnesAreLeftOut() {
        #expect(Scopes(spaceSeparated: "openid tasks:read  email tasks:read").ordered == [.tasksRead])
        #expect(Scopes(spaceSeparated: "").ordered.isEmpty)
    }

    @Test func sets() {
        #expect(Scopes.standard.isSubset(of: .all))
        #expect(!Scopes.all.isSubset(of: .standard))
        #expect(Scopes.all.intersection(Scopes([.auditRead])) == Scopes([.auditRead]))
        #expect(Scopes([.auditRead]).contains(.auditRead))
        #expect(!Scopes([.auditRead]).contains(.tasksRead))
    }

    @Test func onInput() {
        var issues = Issues()
        #expect(Scopes.decode(["tasks:read", "tasks:read"], into: &issues) == Scopes([.tasksRead]))
        #expect(Scopes.decode(["tasks:read", "root"], into: &issues) == nil)
        #expect(issues.all.map(\.type) == ["literal_error"])
        #expect(issues.all.first?.location == [.index(1)])
    }

    @Test(arguments: Scope.allCases) func aMissingScopeIsNamed(scope: Scope) {
        let actor = Actor(
            workerID: WorkerID(trusted: "@a"), type: .agent, tenant: .standard, role: .member,
            scopes: Scopes(Scope.allCases.filter { $0 != scope }), credential: .key,
            origin: Origin(via: .mcp, requestID: "r"))
        let error = #expect(throws: TaskFlowError.self) { try actor.require(scope) }
        #expect(error?.code == .insufficientScope)
        #expect(error?.message == "Missing scope: \(scope.rawValue)")
        #expect(error?.missingScope == scope.rawValue)
        for other in Scope.allCases where other != scope { #expect(throws: Never.self) { try actor.require(other) } }
        #expect(throws: Never.self) { try actor.require(nil) }
    }
}
