import TaskFlowDomain
import Testing

@testable import TaskFlowHTTP

@Suite struct BearerChallengeTests {
    @Test func `what calls the MCP endpoint is sent to the metadata of the MCP endpoint`() {
        var settings = HTTPSettings(publicURL: "https://tasks.test/flow/")
        settings.authorizationServers = ["https://sso.test"]
        let challenge = BearerChallenge(ProtectedResource(settings))
        let place = "https://tasks.test/flow/.well-known/oauth-protected-resource"
        let error = TaskFlowError(.unauthenticated, "Not authenticated")
        for (path, suffix) in [("/mcp", "/mcp"), ("/mcp/", "/mcp"), ("/mcpx", ""), ("/api/tasks", "")] {
            let value = challenge.value(for: error, at: path[...], hasCredential: false)
            #expect(value == #"Bearer resource_metadata="\#(place)\#(suffix)", scope="tasks:read""#)
        }
    }

    @Test func `other errors challenge nobody`() {
        let challenge = BearerChallenge(nil)
        #expect(challenge.value(for: .notFound("Task"), at: "/", hasCredential: true) == nil)
        #expect(challenge.value(for: .forbidden("No"), at: "/", hasCredential: true) == nil)
    }
}
