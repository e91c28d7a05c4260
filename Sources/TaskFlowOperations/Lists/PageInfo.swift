/// Where a page stands in its list: what `Link` and `X-Total-Count` are made of.
public struct PageInfo: Sendable, Equatable {
    /// How to get to a neighbouring page.
    public enum Neighbour: Sendable, Equatable {
        case cursor(String)
        case offset(Int)
    }

    public var next: Neighbour?
    public var previous: Neighbour?
    /// How many entries the whole list has, when the caller asked.
    public var total: Int?

    public init(next: Neighbour? = nil, previous: Neighbour? = nil, total: Int? = nil) {
        self.next = next
        self.previous = previous
        self.total = total
    }
}
