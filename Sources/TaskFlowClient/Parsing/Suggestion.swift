/// Finds what a misspelled word was meant to be.
enum Suggestion {
    /// The candidate nearest to the word, when one is near enough to be meant.
    static func nearest(to word: String, among candidates: [String]) -> String? {
        let limit = max(1, word.count / 3)
        let rated = candidates.map { (name: $0, distance: distance(word, $0)) }
        let best = rated.min { ($0.distance, $0.name) < ($1.distance, $1.name) }
        if let best, best.distance <= limit { return best.name }
        return word.count < 3 ? nil : candidates.sorted().first { $0.hasPrefix(word) }
    }

    /// How many letters must be put in, left out, changed or swapped with their neighbour.
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.prefix(64))
        let right = Array(right.prefix(64))
        var rows = [Array(0...right.count)]
        for row in left.indices {
            var next = [row + 1]
            for column in right.indices {
                let cost = left[row] == right[column] ? 0 : 1
                var best = min(rows[row][column + 1] + 1, next[column] + 1, rows[row][column] + cost)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, rows[row - 1][column - 1] + 1)
                }
                next.append(best)
            }
            rows.append(next)
        }
        return rows.last?.last ?? 0
    }
}
