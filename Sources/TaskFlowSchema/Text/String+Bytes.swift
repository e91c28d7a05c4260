extension String {
    /// Whether both are the same bytes. Swift's `==` holds canonically equivalent texts equal; it comes first because
    /// it is a plain comparison for ASCII and nearly always says no.
    func hasSameBytes(as other: String) -> Bool { self == other && utf8.elementsEqual(other.utf8) }
}
