internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import TaskFlowOperations
internal import TaskFlowSchema

/// `taskflow watch`: the server's events, a line each, until it is stopped.
struct WatchCommand {
    /// The longest silence, in seconds; the server says something every 15.
    private static let silence: Int64 = 60
    private static let largestEvent = 16 << 20

    let client: CommandLineClient
    /// What follows the command's word.
    let line: [String]

    func run() async throws(ClientFailure) {
        let (options, wanted, isJSON) = try parse()
        let settings: ClientSettings
        do throws(UsageError) {
            settings = try ClientSettings(options, environment: client.environment)
        } catch {
            throw .usage(error)
        }
        var query = wanted
        var reader = WatchReader(console: client.console, isJSON: isJSON)
        while true {
            let failure = await attempt(settings, query, &reader)
            if let failure, !failure.isPassing || !reader.hasListened { throw failure.failure }
            if StandardOutput.hasFailed { return }
            if let cursor = reader.cursor { query = wanted.filter { $0.name != "after" } + [("after", cursor)] }
            await client.pause(.seconds(2))
        }
    }

    /// Why a stream ended.
    private struct Ending {
        let failure: ClientFailure
        /// Whether it is worth another attempt.
        let isPassing: Bool
    }

    private func attempt(
        _ settings: ClientSettings, _ query: [(name: String, value: String)], _ reader: inout WatchReader
    ) async -> Ending? {
        do {
            let response = try await respond(settings, query)
            guard response.status == .ok else {
                let body = try await response.body.collect(upTo: 1 << 20)
                let answer = APIResponse(status: Int(response.status.code), body: Array(body.readableBytesView))
                let failure =
                    answer.status == 401 ? settings.rejected(answer.refusal) : ClientFailure.refused(answer.refusal)
                return Ending(failure: failure, isPassing: ClientFailure.declined(answer).isPassing)
            }
            reader.begin()
            for try await piece in response.body {
                reader.take(piece.readableBytesView)
                if reader.isExpired {
                    return Ending(failure: settings.rejected("The credential ended"), isPassing: false)
                }
                if StandardOutput.hasFailed || reader.held > Self.largestEvent { return nil }
            }
            return nil
        } catch let failure as ClientFailure {
            return Ending(failure: failure, isPassing: false)
        } catch {
            return Ending(failure: .transport(error, settings.address, seconds: Self.silence), isPassing: true)
        }
    }

    private func respond(
        _ settings: ClientSettings, _ query: [(name: String, value: String)]
    ) async throws -> HTTPClientResponse {
        guard let token = try await SignInRenewal(settings).token() ?? settings.token else {
            throw settings.notSignedIn
        }
        let pairs = (query + [("include", "task")]).map { "\($0.name)=\(PathEncoding.encode($0.value))" }
        var request = HTTPClientRequest(url: settings.address.text + "/api/events?" + pairs.joined(separator: "&"))
        request.headers.add(name: "accept", value: "text/event-stream")
        request.headers.add(name: "authorization", value: "Bearer \(token)")
        request.headers.add(name: "x-taskflow-client", value: "cli")
        return try await Self.http.execute(request, deadline: .distantFuture)
    }

    private static let http: HTTPClient = {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: .seconds(5), read: .seconds(silence)))
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    private func parse() throws(ClientFailure) -> (ClientOptions, [(name: String, value: String)], isJSON: Bool) {
        let names = ["--task": "task_id", "--kind": "kinds", "--project": "project", "--after": "after"]
        var options = ClientOptions()
        var query: [(name: String, value: String)] = []
        var isJSON = false
        var rest = line[...]
        while let word = rest.popFirst() {
            guard case .flag(let flag, let attached) = Token(word) else { throw usage("Unexpected argument '\(word)'") }
            if flag == "--json", attached == nil {
                isJSON = true
                continue
            }
            guard names[flag] != nil || flag == ClientOptions.dataDirectoryFlag else {
                throw usage("Unknown flag '\(flag)'")
            }
            guard let value = attached ?? rest.popFirst() else { throw usage("\(flag) needs a value") }
            if let name = names[flag] { query.append((name, value)) } else { options.dataDirectory = value }
        }
        return (options, query, isJSON)
    }

    private func usage(_ message: String) -> ClientFailure {
        .usage(UsageError(message, hint: "taskflow watch --help"))
    }
}
