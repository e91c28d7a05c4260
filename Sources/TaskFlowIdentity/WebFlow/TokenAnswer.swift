internal import TaskFlowSchema

/// What the SSO's token endpoint answered (RFC 6749 section 5). An access token in it is not looked at.
struct TokenAnswer {
    private let status: Int
    private let members: JSONObject?

    init(_ reply: SSOReply) {
        status = reply.status
        members = (try? JSONParser.parse(reply.body))?.objectValue
    }

    /// The id_token, not judged yet.
    func idToken() throws(WebFlowFault) -> String {
        guard status == 200 else { throw refusal }
        guard let members else { throw .refused("the SSO's token endpoint answers no JSON object") }
        guard let token = members["id_token"]?.stringValue else {
            throw .setup("the SSO gives no id_token: the client needs the scope openid")
        }
        return token
    }

    private var refusal: WebFlowFault {
        if status >= 500 || status == 429 { return .unreachable("the SSO's token endpoint has the status \(status)") }
        switch members?["error"]?.stringValue {
        case "invalid_client", "unauthorized_client", "unsupported_grant_type":
            return .setup("the SSO does not take AUTH_WEB_CLIENT_ID for a public client that may use codes")
        case "invalid_grant": return .refused("the SSO does not know the code")
        default: return .refused("the SSO's token endpoint has the status \(status)")
        }
    }
}
