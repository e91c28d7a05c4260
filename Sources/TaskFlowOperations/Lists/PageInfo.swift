/// Where a page stands in its list: what `Link` and `X-Total-Count` are made of.
package struct PageInfo: Sendable, Equatable {
    /// How to get to a neighbouring page.
    package enum Neighbour: Sendable, Equatable {
        case cursor(String)
        case offset(Int)
    }

    package var next: Neighbour?
    package var previous: Neighbour?
    /// How many entries the whole list has, when the caller asked.
    package var total: Int?

    package init(next: Neighbour? = nil, previous: Neighbour? = nil, total: Int? = nil) {
        self.next = next
        self.previous = previous
        self.total = total
    }
}
