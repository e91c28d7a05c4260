import TaskFlowOperations

/// The program's operations, under a name that tests of the client can use.
enum TestOperations {
    static var all: [any TaskFlowOperations.Operation.Type] { Operations.all }
}
