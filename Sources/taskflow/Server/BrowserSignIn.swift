internal import TaskFlowDomain
internal import TaskFlowIdentity
internal import TaskFlowOperations
internal import TaskFlowREST

/// Signs browsers in at the SSO for the REST door.
struct BrowserSignIn: WebSignIn {
    let flow: WebFlow
    let sessions: BrowserSessions

    func begin(_ wanted: WantedPage) async throws(SignInFault) -> SignInStart {
        do throws(WebFlowFault) {
            let (page, pending) = try await flow.begin(wanted: wanted.path)
            return SignInStart(location: page, kept: pending.text)
        } catch {
            throw SignInFault(error, wanted)
        }
    }

    func finish(
        _ reply: SignInReply, kept: [String], fromKnownKeys: Bool
    ) async throws(SignInFault) -> (session: OpenedSession, wanted: WantedPage) {
        let answer = WebFlowAnswer(code: reply.code, state: reply.state, error: reply.error, issuer: reply.issuer)
        let pending: PendingSignIn
        do throws(WebFlowFault) { pending = try WebFlow.pending(answer, of: kept) } catch {
            throw SignInFault(error, WantedPage(nil))
        }
        let wanted = WantedPage(pending.wanted)
        let person: VerifiedPerson
        do throws(WebFlowFault) { person = try await flow.person(answer, pending, fetchesKeys: !fromKnownKeys) } catch {
            throw SignInFault(error, wanted)
        }
        do throws(TaskFlowError) { return (try await sessions.open(person.withAllScopes), wanted) } catch {
            throw SignInFault(error, wanted)
        }
    }
}

extension SignInFault {
    fileprivate init(_ fault: WebFlowFault, _ wanted: WantedPage) {
        switch fault {
        case .denied: self.init(.denied, "the SSO denied it", wanted: wanted)
        case .state(let cause): self.init(.state, cause, wanted: wanted)
        case .refused(let cause): self.init(.refused, cause, wanted: wanted)
        case .unreachable(let cause): self.init(.unreachable, cause, wanted: wanted)
        case .setup(let cause): self.init(.setup, cause, wanted: wanted)
        }
    }

    /// What the database says of a person whom the SSO vouched for: deleted here, or over the limit of calls.
    fileprivate init(_ error: TaskFlowError, _ wanted: WantedPage) {
        let word = error.code == .unauthenticated ? Word.refused : .unreachable
        self.init(word, error.cause ?? error.message, wanted: wanted)
    }
}

extension VerifiedPerson {
    /// The person with every scope that the role allows: an id_token says who somebody is, and not what a program may do.
    fileprivate var withAllScopes: VerifiedPerson {
        VerifiedPerson(
            tenant: tenant, id: id, role: role, scopes: .all, name: name, handle: handle, expiresAt: expiresAt)
    }
}
