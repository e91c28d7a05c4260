import TaskFlowDomain
import Testing

@testable import taskflow

@Suite struct LoginNameTests {
    @Test(arguments: [
        ("ada", "@ada"), ("Ada Lovelace", "@ada-lovelace"), ("me", "@owner"), ("ME", "@owner"), ("", "@owner"),
    ])
    func `a login name becomes a handle that may be had`(_ name: String, _ handle: String) {
        #expect(LoginName.handle(of: name).rawValue == handle)
    }
}
