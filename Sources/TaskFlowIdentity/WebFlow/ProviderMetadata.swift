internal import TaskFlowSchema

/// What the SSO says of itself (OpenID Connect Discovery section 3), as far as a sign-in needs it.
struct ProviderMetadata: Sendable, Equatable {
    let issuer: String
    /// Where browsers are sent.
    let authorization: String
    /// Where codes are traded for tokens.
    let token: String

    /// - Parameter issuers: Those that are believed.
    init(_ document: [UInt8], issuers: [String]) throws(WebFlowFault) {
        guard let members = (try? JSONParser.parse(document))?.objectValue else {
            throw .setup("the SSO's discovery document is no JSON object")
        }
        guard let issuer = members["issuer"]?.stringValue,
            issuers.contains(where: { $0.utf8.elementsEqual(issuer.utf8) })
        else { throw .setup("the SSO's discovery document names an issuer that AUTH_ISSUER does not") }
        self.issuer = issuer
        authorization = try Self.endpoint("authorization_endpoint", of: members)
        token = try Self.endpoint("token_endpoint", of: members)
        if let methods = members["code_challenge_methods_supported"]?.arrayValue, !methods.contains("S256") {
            throw .setup("the SSO does not know the code challenge S256")
        }
    }

    /// Codes and tokens travel protected, or on this machine.
    private static func endpoint(_ name: String, of members: JSONObject) throws(WebFlowFault) -> String {
        guard let url = members[name]?.stringValue, url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !url.contains("#"), KeySetAddress(url) != nil
        else { throw .setup("the SSO's discovery document has no protected \(name)") }
        return url
    }

    /// The page of the SSO that a sign-in begins on.
    func page(_ query: String) -> String { authorization + (authorization.contains("?") ? "&" : "?") + query }
}
