internal import Foundation
internal import HTTPTypes
internal import Synchronization

/// The field `Date` (RFC 9110, section 6.6.1), whose text is made once a second.
enum DateField {
    private static let last = Mutex((second: 0, field: HTTPField(name: .date, value: "")))

    /// The field as it is now.
    static func now() -> HTTPField {
        let second = time(nil)
        return last.withLock { last in
            if last.second != second { last = (second, HTTPField(name: .date, value: text(second))) }
            return last.field
        }
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`. The program never leaves the locale "C", whose names these are.
    static func text(_ second: Int) -> String {
        var (second, parts) = (time_t(second), tm())
        gmtime_r(&second, &parts)
        return String(unsafeUninitializedCapacity: 30) { text in
            text.withMemoryRebound(to: CChar.self) { text in
                // 29 characters and the end; a year of five digits has no such date, and gives none.
                text.baseAddress.map { strftime($0, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts) } ?? 0
            }
        }
    }
}
