/// The statements that begin and end a transaction.
enum SQLiteControl: String {
    case begin = "BEGIN DEFERRED"
    case beginImmediate = "BEGIN IMMEDIATE"
    case savepoint = "SAVEPOINT unit"
    case release = "RELEASE unit"
    case rollbackToSavepoint = "ROLLBACK TO unit"
    case commit = "COMMIT"
    case rollback = "ROLLBACK"

    var begins: Bool { self == .begin || self == .beginImmediate }
}
