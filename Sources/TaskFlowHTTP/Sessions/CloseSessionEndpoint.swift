internal import HTTPTypes
internal import TaskFlowDomain

/// `DELETE /api/session`: ends the browser's session; without one it does nothing.
struct CloseSessionEndpoint: Endpoint {
    let sessions: any SessionService
    let origins: OriginRules
    let cookie: SessionCookie

    func answer(_ call: Call) async throws(TaskFlowError) -> Answer {
        let values = cookie.values(in: call.head)
        if !values.isEmpty { try origins.require(call.head) }
        for value in values { try await sessions.close(cookie: value) }
        return Answer(.noContent, CommonFields.bare.with(.setCookie, cookie.clearing))
    }
}
