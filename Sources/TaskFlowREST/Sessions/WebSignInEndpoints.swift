internal import HTTPTypes
internal import TaskFlowDomain
internal import TaskFlowHTTP
internal import TaskFlowOperations

/// `GET /auth/login?next=/path`: sends the browser to the SSO.
struct BeginSignInEndpoint: Endpoint {
    /// How long a person has at the SSO, in seconds.
    static let patience = 600

    private let signIn: any WebSignIn
    private let door: DoorParts

    init(_ signIn: any WebSignIn, _ door: DoorParts) { (self.signIn, self.door) = (signIn, door) }

    func answer(_ call: Call) async throws(TaskFlowError) -> Answer {
        let wanted = WantedPage(QueryMembers(call.head.query)["next"])
        do throws(SignInFault) {
            let start = try await signIn.begin(wanted)
            var fields = CommonFields.bare.with(.location, start.location)
            fields.append(.setCookie, door.signInCookie.setting(start.kept, seconds: Self.patience))
            return Answer(.found, fields)
        } catch {
            return Answer(error, door)
        }
    }
}

/// `GET /auth/callback`: where the SSO sends the browser back.
struct FinishSignInEndpoint: Endpoint {
    private let signIn: any WebSignIn
    private let sessions: any SessionService
    private let door: DoorParts

    init(_ signIn: any WebSignIn, _ sessions: any SessionService, _ door: DoorParts) {
        (self.signIn, self.sessions, self.door) = (signIn, sessions, door)
    }

    func answer(_ call: Call) async throws(TaskFlowError) -> Answer {
        let sent = QueryMembers(call.head.query)
        let reply = SignInReply(code: sent["code"], state: sent["state"], error: sent["error"], issuer: sent["iss"])
        do throws(SignInFault) {
            let (session, wanted) = try await signIn.finish(
                reply, kept: door.signInCookie.values(in: call.head), fromKnownKeys: call.head.isHeld)
            await sessions.closeAll(of: door.cookie.values(in: call.head))
            var answer = HandoverPage(address: door.address.prefix + wanted.path).answer
            let cookie = door.cookie.setting(session.secret, seconds: session.cookieSeconds)
            answer.headers.append(.setCookie, cookie)
            answer.headers.append(.setCookie, door.signInCookie.clearing)
            (answer.actor, answer.quota) = (session.worker, session.quota)
            return answer
        } catch {
            return Answer(error, door)
        }
    }
}

/// The members of a query that stand in it once. What stands there twice could be read differently elsewhere, so it is left
/// out; of a query that is too long nothing is read.
private struct QueryMembers {
    private let pairs: [QueryPairs.Pair]

    init(_ query: Substring) { pairs = QueryPairs.count(query) > QueryPairs.limit ? [] : QueryPairs.parse(query) }

    subscript(_ name: String) -> String? {
        let found = pairs.filter { $0.name == name }
        return found.count == 1 ? found.first?.value : nil
    }
}

extension Answer {
    /// To the sign-in page, which says in words what a fault was. The cookie of the sign-in stays: whoever makes a browser
    /// come here with a false answer does not end the sign-in that is under way in it.
    fileprivate init(_ fault: SignInFault, _ door: DoorParts) {
        var location = door.address.prefix + "/sign-in?error=" + fault.word.rawValue
        if fault.wanted.path != "/" { location += "&next=" + PathEncoding.encode(fault.wanted.path) }
        self.init(.found, CommonFields.bare.with(.location, location))
        (cause, isFault) = (fault.cause, fault.isFault)
        if fault.word == .refused { refusedSignIn = .badCredential }
    }
}
