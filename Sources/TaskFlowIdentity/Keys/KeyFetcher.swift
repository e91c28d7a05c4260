/// Gets the SSO's key set as it is published.
protocol KeyFetcher: Sendable {
    func fetch() async throws(KeyFetchFault) -> [UInt8]
}
