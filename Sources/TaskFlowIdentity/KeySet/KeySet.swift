internal import TaskFlowSchema

/// The usable keys of one answer of the SSO; it never changes.
package struct KeySet: Sendable {
    /// A key that was left out: its id as far as it can be shown, and why.
    struct Dropped: Hashable, Sendable {
        let keyID: String
        let fault: JWKFault
    }

    private let keys: [[UInt8]: VerificationKey]
    /// The keys that were left out.
    let dropped: [Dropped]

    /// - Throws: ``KeySetFault`` for a document that is no key set or has no key that can be used.
    package init(_ document: [UInt8]) throws(KeySetFault) {
        guard let elements = (try? JSONParser.parse(document))?["keys"]?.arrayValue else { throw .notAKeySet }
        var keys: [[UInt8]: VerificationKey] = [:]
        var dropped: [Dropped] = []
        var shared: Set<[UInt8]> = []
        for element in elements {
            do throws(JWKFault) {
                guard let members = element.objectValue else { throw .notAnObject }
                let reader = JWKReader(members: members)
                let (id, key) = (try reader.keyID(), try reader.key())
                if keys.updateValue(key, forKey: id) != nil { shared.insert(id) }
            } catch {
                dropped.append(Dropped(keyID: Self.shown(element["kid"]), fault: error))
            }
        }
        // An id is to name one key: which of two is meant nobody can tell, so neither is believed.
        for id in shared {
            keys[id] = nil
            dropped.append(Dropped(keyID: Self.shown(.string(String(decoding: id, as: UTF8.self))), fault: .duplicate))
        }
        guard !keys.isEmpty else { throw .noUsableKey }
        self.keys = keys
        self.dropped = dropped
    }

    var count: Int { keys.count }

    subscript(_ keyID: [UInt8]) -> VerificationKey? { keys[keyID] }

    /// Whether both have the same keys under the same ids.
    func hasSameKeys(as other: KeySet) -> Bool {
        keys.mapValues(\.fingerprint) == other.keys.mapValues(\.fingerprint)
    }

    private static func shown(_ keyID: JSON?) -> String {
        let text = (keyID?.stringValue ?? "").unicodeScalars.prefix(128).filter { (0x21...0x7E).contains($0.value) }
        return text.isEmpty ? "-" : String(String.UnicodeScalarView(text))
    }
}
