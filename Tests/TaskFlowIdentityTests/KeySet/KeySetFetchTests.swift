import Hummingbird
import TaskFlowTestSupport
import Testing

@testable import TaskFlowIdentity

/// Fetching over a real socket, from a server that does not mean well.
@Suite struct KeySetFetchTests {
    private let server = KeySetServer()

    private func fetch(
        _ behaviour: KeySetServer.Behaviour, within limit: Duration = .seconds(30)
    ) async throws -> Result<[UInt8], KeySetFault> {
        let found = Found()
        let server = server
        server.behave(behaviour)
        try await server.serving { url in
            let address = try #require(KeySetAddress(url))
            do throws(KeySetFault) {
                await found.set(.success(try await HTTPKeySetFetcher(address: address, limit: limit).fetch()))
            } catch {
                await found.set(.failure(error))
            }
        }
        return try #require(await found.value)
    }

    @Test func `a key set is fetched`() async throws {
        let bytes = try await fetch(.keys([TestMints.mint()])).get()
        #expect(try KeySet(bytes).count == 1)
    }

    @Test func `another status than 200 is no key set`() async throws {
        for status: HTTPResponse.Status in [.notFound, .tooManyRequests, .internalServerError, .noContent] {
            #expect(try await fetch(.status(status)) == .failure(.status(Int(status.code))))
        }
    }

    @Test func `a redirect is not followed`() async throws {
        #expect(try await fetch(.redirect("/jwks")) == .failure(.status(302)))
        #expect(server.calls == 1)
    }

    @Test func `an answer that does not come, or does not end, is given up`() async throws {
        #expect(try await fetch(.hang, within: .seconds(1)) == .failure(.timeout))
        #expect(try await fetch(.trickle, within: .seconds(1)) == .failure(.timeout))
    }

    @Test func `an answer beyond 256 KiB is not read`() async throws {
        #expect(try await fetch(.large) == .failure(.tooLarge))
    }

    @Test func `nobody there is a failure like another`() async throws {
        let address = try #require(KeySetAddress("http://127.0.0.1:1/jwks"))
        await #expect(throws: KeySetFault.self) { try await HTTPKeySetFetcher(address: address).fetch() }
    }
}

private actor Found {
    private(set) var value: Result<[UInt8], KeySetFault>?
    func set(_ value: Result<[UInt8], KeySetFault>) { self.value = value }
}
