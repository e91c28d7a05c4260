import TaskFlowOperations
import TaskFlowSchema
import Testing

/// What holds for every declaration of the registry.
@Suite struct RegistryTests {
    @Test func `no two operations share a name, a route or a tool`() {
        let specs = Operations.all.map { $0.spec }
        #expect(Set(specs.map(\.name)).count == specs.count)
        #expect(Set(specs.map(\.route)).count == specs.count)
        let tools = specs.compactMap { $0.agent?.tool }
        #expect(!tools.isEmpty && Set(tools).count == tools.count)
    }

    @Test func `every operation is a query or a command, and REST serves queries by GET and nothing else by it`() {
        for operation in Operations.all {
            let name = operation.spec.name
            #expect((operation is any Query.Type) != (operation is any Command.Type), "\(name)")
            #expect((operation.spec.route.method == .get) == (operation is any Query.Type), "\(name)")
            #expect((operation.access == .read) == (operation is any Query.Type), "\(name)")
        }
    }

    @Test func `what creates something says so, and only that has an address to give`() {
        for operation in Operations.all where operation.spec.addressedBy != nil {
            #expect(operation.spec.success == .created, "\(operation.spec.name)")
        }
    }

    @Test func `an agent's face speaks of fields that the operation has`() {
        for operation in Operations.all {
            guard let face = operation.spec.agent else { continue }
            let names = Set(fields(of: operation).map(\.name))
            #expect(names.isSuperset(of: face.hidden), "\(operation.spec.name)")
            #expect(names.isSuperset(of: face.words.keys), "\(operation.spec.name)")
            #expect(Set(face.hidden).isDisjoint(with: face.words.keys), "\(operation.spec.name)")
            #expect(!fields(of: operation).contains { face.hidden.contains($0.name) && $0.isRequired })
        }
    }

    @Test func `a short row shows members that its entity has, and names the query for the rest`() throws {
        for operation in Operations.all {
            guard let row = shortRow(of: operation) else { continue }
            var definitions = Definitions(style: .inline)
            let body = try #require(description(of: operation, in: &definitions))
            let element = body["items"]?.objectValue ?? body
            let members = Set((element["properties"]?.objectValue?.members ?? []).map(\.name))
            let shown = row.required + row.optional + [row.author, row.remark, row.whole.member].compactMap(\.self)
            #expect(members.isSuperset(of: shown), "\(operation.spec.name)")
            #expect(row.required.contains(row.text), "\(operation.spec.name)")
            #expect(
                fields(of: row.whole.query).filter(\.isRequired).map(\.name) == [row.whole.field],
                "\(operation.spec.name)")
        }
    }

    private func fields(of operation: any TaskFlowOperations.Operation.Type) -> [FieldInfo] {
        func open<O: TaskFlowOperations.Operation>(_ operation: O.Type) -> [FieldInfo] { O.Input.schema.fields }
        return open(operation)
    }

    private func shortRow(of operation: any TaskFlowOperations.Operation.Type) -> ShortRow? {
        func open<O: TaskFlowOperations.Operation>(_ operation: O.Type) -> ShortRow? { O.Output.shortRow }
        return open(operation)
    }

    private func description(
        of operation: any TaskFlowOperations.Operation.Type, in definitions: inout Definitions
    ) -> JSONObject? {
        func open<O: TaskFlowOperations.Operation>(_ operation: O.Type, _ all: inout Definitions) -> JSONObject? {
            O.Output.describeBody(in: &all)
        }
        return open(operation, &definitions)
    }
}
