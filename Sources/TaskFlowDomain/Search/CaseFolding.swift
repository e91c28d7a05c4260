/// Unicode's full case folding (CaseFolding.txt, C and F): ẞ, ß and SS are `ss`, Σ, σ and ς are `σ`, İ is `i` with a dot
/// above, and ı stays what it is. Nothing else is changed: composed and decomposed letters remain two.
enum CaseFolding {
    static func fold(_ text: String) -> String {
        var native = text
        let isASCII = native.withUTF8 { $0.reduce(0, |) < 0x80 }
        return isASCII ? native.lowercased() : folded(native)
    }

    private static func folded(_ text: String) -> String {
        var folded = String()
        folded.reserveCapacity(text.utf8.count + 8)
        for scalar in text.unicodeScalars {
            let (page, cell) = (Int(scalar.value >> 8), Int(scalar.value & 0xFF))
            if page < pages.count, !pages[page].isEmpty, let other = pages[page][cell] {
                for scalar in other { folded.unicodeScalars.append(scalar) }
            } else {
                folded.unicodeScalars.append(scalar)
            }
        }
        return folded
    }

    /// What scalars become, in pages of 256; a page without any that changes is empty.
    private static let pages: [[[Unicode.Scalar]?]] = (0..<0x1EA).map { page in
        guard cased.contains(where: { $0.contains(page) }) else { return [] }
        let cells = (0..<0x100).map { cell in Unicode.Scalar(UInt32(page << 8 | cell)).flatMap(change) }
        return cells.contains { $0 != nil } ? cells : []
    }

    /// The pages of the scripts that have upper and lower case; a test looks at all the others.
    private static let cased: [ClosedRange<Int>] = [
        0x00...0x05, 0x10...0x10, 0x13...0x13, 0x1C...0x1F, 0x21...0x21, 0x24...0x24, 0x2C...0x2D, 0xA6...0xA7,
        0xAB...0xAB, 0xFB...0xFB, 0xFF...0xFF, 0x104...0x105, 0x10C...0x10D, 0x118...0x118, 0x16E...0x16E,
        0x1E9...0x1E9,
    ]

    /// What a scalar becomes; `nil` where it stays.
    static func change(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
        let folded = Array(mapping(of: scalar).unicodeScalars)
        return folded == [scalar] ? nil : folded
    }

    /// Swift has Unicode's upper and lower case, and the folding follows from them: the lower case of the upper case, of
    /// which İ and ẞ have one only by way of their lower case. Three kinds of letters go their own way.
    private static func mapping(of scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        // The dotless i has an upper case in common with i, and is another letter.
        case 0x131: return String(scalar)
        // Cherokee had capitals long before it had small letters: it is folded to capitals.
        case 0x13A0...0x13F5: return String(scalar)
        case 0x13F8...0x13FD, 0xAB70...0xABBF: return scalar.properties.uppercaseMapping
        default: return lower(upper(scalar.properties.lowercaseMapping))
        }
    }

    // Scalar by scalar: the case of a whole text depends on where in a word a sigma stands.
    private static func lower(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { $0 += $1.properties.lowercaseMapping }
    }

    private static func upper(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { $0 += $1.properties.uppercaseMapping }
    }
}

/// What a task is searched in. It is folded in Swift, so that every engine finds the same.
package enum SearchFolding {
    /// The text of a task that a search looks at.
    package static func text(of task: TaskItem) -> String { text(title: task.title, description: task.description) }

    /// The text of a task with this title and description.
    package static func text(title: Title, description: LongText?) -> String {
        text(title: title.rawValue, description: description?.rawValue)
    }

    /// The same of texts as a row holds them.
    package static func text(title: String, description: String?) -> String {
        fold(title + "\n" + (description ?? ""))
    }

    /// Folds text for comparison with what was folded before.
    package static func fold(_ text: String) -> String { CaseFolding.fold(text) }
}
