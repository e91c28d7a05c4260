internal import TaskFlowHTTP
internal import TaskFlowOperations

/// Queries and paths of any bytes are read without harm, and what was encoded is read as what it was.
struct QueryCampaign: Campaign {
    let name = "query"

    func run(_ random: inout Random) async throws(Violation) {
        let seed = Array(random.pick(Seeds.queries, or: "a=b").utf8)
        let text = String(decoding: Mutation.mutate(seed, &random), as: UTF8.self)
        let pairs = QueryPairs.parse(text[...])
        let separators = text.utf8.count(where: { $0 == UInt8(ascii: "&") })
        guard pairs.count <= separators + 1 else {
            throw Violation("more pairs than were sent", text)
        }
        _ = PercentDecoding.decode(text[...].utf8, plusIsSpace: false)
        try roundTrip(&random)
    }

    private func roundTrip(_ random: inout Random) throws(Violation) {
        let sent = (0..<random.below(5) + 1).map { _ in (text(&random), text(&random)) }
        let query = sent.map { PathEncoding.encode($0.0) + "=" + PathEncoding.encode($0.1) }.joined(separator: "&")
        let read = QueryPairs.parse(query[...])
        guard read.map(\.name) == sent.map(\.0), read.map(\.value) == sent.map(\.1) else {
            throw Violation("a pair was read as another", query)
        }
    }

    private func text(_ random: inout Random) -> String { String(decoding: random.bytes(upTo: 12), as: UTF8.self) }
}
