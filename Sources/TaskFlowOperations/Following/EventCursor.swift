internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A place in the audit log from which a reader goes on: all rows up to it are known, those behind it are not.
///
/// It stays good over restarts and on every server of one database, and ends with the log's epoch. To clients it is opaque
/// text (docs/contract.md, 4.8).
package struct EventCursor: Sendable, Hashable, CustomStringConvertible {
    /// The log's epoch (``LogEpoch``).
    package let epoch: String
    /// The number of the last row that is known.
    package let position: Int

    /// How clients have it.
    package var description: String { "\(epoch).\(position)" }

    init(epoch: String, position: Int) {
        self.epoch = epoch
        self.position = position
    }

    /// The cursor that a text is; `nil` when it is none.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), parts[0].utf8.allSatisfy(Self.isHexadecimal),
            (1...18).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (48...57).contains($0) }),
            let position = Int(parts[1])
        else { return nil }
        self.init(epoch: String(parts[0]), position: position)
    }

    /// The cursor of a transaction's own moment: what it reads and what is behind the cursor are the whole, without a gap. A
    /// change that it has read already may be told once more behind the cursor.
    static func current(in tx: borrowing Transaction) throws(TaskFlowError) -> EventCursor { try LogEnd.find(in: tx) }

    private static func isHexadecimal(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }
}
