import Hummingbird
import Logging

// The ceiling of `make bench`: what the framework answers when a route does nothing and no middleware stands before it.
let port = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 8090
let router = Router()
router.get("plain") { _, _ in "Hello, World!" }
var logger = Logger(label: "ceiling")
logger.logLevel = .warning
let application = Application(
    router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)), logger: logger)
try await application.runService()
