/// Why an answer of the SSO is not taken for its key set; the set that was known stays.
package enum KeyFetchFault: Error, Sendable, Equatable, CustomStringConvertible {
    case unreachable(String)
    case status(Int)
    case tooLarge
    case timeout
    case notAKeySet
    case noUsableKey

    package var description: String {
        switch self {
        case .unreachable(let reason): "cannot be reached (\(reason))"
        case .status(let code): "answered \(code)"
        case .tooLarge: "answered more than 256 KiB"
        case .timeout: "gave no whole answer within 3 seconds"
        case .notAKeySet: "answered something that is not a JSON Web Key Set"
        case .noUsableKey: "has no key that can be used"
        }
    }
}
