/// A line of bash's up to the cursor, as bash and readline take it apart.
struct TypedLine: Equatable {
    /// The finished words, without their quotes.
    private(set) var words: [String] = []
    /// The word that is being typed, without its quotes.
    private(set) var begun = ""
    /// The quote that is open.
    private(set) var quote: Character?
    /// What readline leaves as it is, where no quote is open: all up to the last character that breaks words.
    private var beforeBreak = ""
    /// What it leaves as it is where one is open.
    private var beforeQuote = ""
    private var isEscaped = false
    private var isInWord = false

    /// The part of the word that readline leaves as it is: what it is given takes the place of the rest.
    var kept: String { quote == nil ? beforeBreak : beforeQuote }

    /// - Parameter breaks: The characters that break words (`COMP_WORDBREAKS`).
    init(_ line: String, breaks: String) {
        let breaks = Set(breaks).subtracting(["'", "\"", "\\"])
        for character in line { read(character, breaks) }
    }

    private mutating func read(_ character: Character, _ breaks: Set<Character>) {
        if isEscaped {
            // Within double quotes a backslash stands for itself but before a few.
            if quote == "\"", !"\"\\$`".contains(character) { begun.append("\\") }
            begun.append(character)
            isEscaped = false
        } else if character == "\\", quote != "'" {
            (isEscaped, isInWord) = (true, true)
        } else if let open = quote {
            if character == open { quote = nil } else { begun.append(character) }
        } else if character == "'" || character == "\"" {
            (quote, beforeQuote, isInWord) = (character, begun, true)
        } else if character.isWhitespace {
            end()
        } else {
            // Readline hands an `@` on with what follows, as bash tells it (`rl_special_prefixes`): it might be a host's.
            if breaks.contains(character), character == "@" { beforeBreak = begun }
            begun.append(character)
            isInWord = true
            if breaks.contains(character), character != "@" { beforeBreak = begun }
        }
    }

    private mutating func end() {
        if isInWord { words.append(begun) }
        (begun, beforeBreak, isInWord) = ("", "", false)
    }
}
