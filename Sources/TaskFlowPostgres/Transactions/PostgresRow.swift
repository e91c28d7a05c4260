internal import CLibPQ
internal import Foundation
internal import TaskFlowSchema

/// One row of an answer. Values come as text, which every type has.
struct PostgresRow: ColumnReader {
    let reply: Reply
    let row: Int32

    func isNull(_ column: Int) -> Bool { pq.PQgetisnull(reply.handle, row, Int32(column)) != 0 }

    func integer(_ column: Int) -> Int {
        guard let start = pq.PQgetvalue(reply.handle, row, Int32(column)) else { return 0 }
        return strtol(start, nil, 10)
    }

    func bool(_ column: Int) -> Bool {
        guard let start = pq.PQgetvalue(reply.handle, row, Int32(column)) else { return false }
        return start.pointee == CChar(UInt8(ascii: "t")) || start.pointee == CChar(UInt8(ascii: "1"))
    }

    func text(_ column: Int) -> String {
        guard let start = pq.PQgetvalue(reply.handle, row, Int32(column)) else { return "" }
        let count = Int(pq.PQgetlength(reply.handle, row, Int32(column)))
        return start.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
            String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
        }
    }

    func withBytes(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        guard !isNull(column), let start = pq.PQgetvalue(reply.handle, row, Int32(column)) else {
            return body(UnsafeBufferPointer(start: nil, count: 0))
        }
        let count = Int(pq.PQgetlength(reply.handle, row, Int32(column)))
        start.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
            body(UnsafeBufferPointer(start: bytes, count: count))
        }
    }
}
