internal import Foundation
package import TaskFlowDomain
internal import TaskFlowSchema

/// The handle of whoever runs the program: `@` and the login name, as far as a handle can spell it.
package enum LoginName {
    package static var handle: Handle { handle(of: NSUserName()) }

    static func handle(of name: String) -> Handle {
        let letters = name.lowercased().unicodeScalars.map { scalar -> Character in
            let isAllowed =
                ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || "_-".unicodeScalars.contains(scalar)
            return isAllowed ? Character(scalar) : "-"
        }
        return Handle("@" + String(letters.prefix(50))) ?? Handle(trusted: "@owner")
    }
}
