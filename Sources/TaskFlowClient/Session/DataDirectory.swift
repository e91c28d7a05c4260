internal import Foundation

/// Where TaskFlow keeps its data unless told otherwise.
package enum DataDirectory {
    /// `$XDG_DATA_HOME/taskflow`, or `~/.local/share/taskflow`. A relative `XDG_DATA_HOME` is ignored, as XDG demands.
    package static func standard(environment: [String: String]) -> String {
        if let base = environment["XDG_DATA_HOME"], base.hasPrefix("/") { return base + "/taskflow" }
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
        return home + "/.local/share/taskflow"
    }
}
