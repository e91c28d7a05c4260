internal import CLibPQ
internal import Foundation
internal import TaskFlowSchema

/// What the server answered to one statement.
final class Reply {
    let handle: OpaquePointer

    /// Takes over a result; it is freed with this.
    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { pq.PQclear(handle) }

    var rowCount: Int { Int(pq.PQntuples(handle)) }

    /// The command's tag: `COMMIT`, `INSERT 0 1`.
    var tag: String { pq.PQcmdStatus(handle).map { String(cString: $0) } ?? "" }

    /// How many rows an `INSERT`, `UPDATE` or `DELETE` changed.
    var changes: Int {
        guard let tag = pq.PQcmdStatus(handle), let count = pq.PQcmdTuples(handle) else { return 0 }
        switch UInt8(bitPattern: tag.pointee) {
        case UInt8(ascii: "I"), UInt8(ascii: "U"), UInt8(ascii: "D"): return Int(atoll(count))
        default: return 0
        }
    }

    func row(_ index: Int) -> PostgresRow { PostgresRow(reply: self, row: Int32(index)) }
}

extension Reply {
    var status: ExecStatusType { pq.PQresultStatus(handle) }

    var isGood: Bool { status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK }

    /// The error it is, if the server or libpq made one; what was only skipped after another error has none.
    var report: ServerReport? { status == PGRES_FATAL_ERROR ? ServerReport(handle) : nil }
}
