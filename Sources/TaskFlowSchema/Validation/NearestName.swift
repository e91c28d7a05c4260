/// Finds which of some names a misspelled one was meant to be.
enum NearestName {
    /// The nearest name; of several the one that is named first. `nil` where there is no name at all.
    static func of(_ word: String, among names: [String]) -> String? {
        let word = Array(word.utf8.prefix(80))
        let rated = names.map { (name: $0, distance: distance(word, Array($0.utf8))) }
        return rated.min { $0.distance < $1.distance }?.name
    }

    /// How many letters must be put in, left out or changed.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let changed = diagonal + (letter == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(changed, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
