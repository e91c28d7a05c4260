/// What a text must keep to name somebody: it is shown to people, compared byte for byte and stored.
enum IdentifierText {
    /// 1–255 scalars; no control characters, no line breaks, nothing that is not seen (format characters, those that turn the
    /// direction of writing around, fillers), no white space at either end.
    static func isValid(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, scalars.count <= 255 else { return false }
        return !first.properties.isWhitespace && !last.properties.isWhitespace && !scalars.contains(where: isRefused)
    }

    private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        // Those that no category tells of, such as Hangul fillers and variation selectors.
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
