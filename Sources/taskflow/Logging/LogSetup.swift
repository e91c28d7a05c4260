internal import Logging

extension ServerConfiguration {
    /// The server's logger: lines on standard error.
    func makeLogger() -> Logger {
        let level = logLevel
        let format = logFormat
        return Logger(label: "taskflow") { _ in
            switch format {
            case .text: TextLogHandler(logLevel: level, write: StandardStreams.writeError)
            case .json: JSONLogHandler(logLevel: level, write: StandardStreams.writeError)
            }
        }
    }
}
