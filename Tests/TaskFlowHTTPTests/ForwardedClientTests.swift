import Testing

@testable import TaskFlowHTTP

/// Whom a request is from, when proxies stand between.
@Suite struct ForwardedClientTests {
    private static let proxies = ["10.0.0.0/8", "fd00::/8"].compactMap(AddressRange.init)

    @Test(arguments: [
        ("192.0.2.1", nil, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("::ffff:10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "::ffff:198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.7, 10.9.9.9,fd00::2", "198.51.100.7"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", "198.51.100.7:4711", "198.51.100.7"),
        ("fd00::1", "[2001:db8::7]:4711", "2001:db8::7"),
        ("10.0.0.1", " \t2001:db8::7 ", "2001:db8::7"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.7, unknown", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.7,", "10.0.0.1"),
        ("10.0.0.1", "unknown, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "'; DROP TABLE, 10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", "999.1.1.1", "10.0.0.1"),
        ("10.0.0.1", "010.0.0.9", "10.0.0.1"),
        ("10.0.0.1", "1.2.3", "10.0.0.1"),
        ("10.0.0.1", "[", "10.0.0.1"),
        ("10.0.0.1", ":", "10.0.0.1"),
    ])
    func walk(peer: String, header: String?, client: String) {
        let found = ForwardedClient(proxies: Self.proxies).address(peer: peer, forwardedFor: header)
        #expect(found == IPAddress(client))
        #expect(found != nil)
    }

    @Test func `a peer without an address is nobody, whatever it says`() {
        let client = ForwardedClient(proxies: Self.proxies)
        #expect(client.address(peer: nil, forwardedFor: "198.51.100.7") == nil)
    }

    @Test func `ranges, mapped and plain`() throws {
        let mapped = try #require(AddressRange("::ffff:10.0.0.0/104"))
        #expect(mapped.contains("10.255.0.1") && mapped.contains("::ffff:10.0.0.9") && !mapped.contains("11.0.0.1"))
        let everyone = try #require(AddressRange("0.0.0.0/0"))
        #expect(everyone.contains("8.8.8.8") && !everyone.contains("2001:db8::1"))
        #expect(try #require(AddressRange("::/0")).contains("2001:db8::1"))
        for bad in ["", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129", "::ffff:1.2.3.4/24", "x", "1.2.3.4/8/8"] {
            #expect(AddressRange(bad) == nil, "\(bad)")
        }
    }
}
