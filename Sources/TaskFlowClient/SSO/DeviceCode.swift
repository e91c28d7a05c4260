/// What a device is told when it asks to sign in (RFC 8628 section 3.2).
struct DeviceCode: Equatable, Sendable {
    let deviceCode: String
    let userCode: String
    /// Where a person enters the code.
    let verificationURI: String
    /// The same with the code in it.
    let completeURI: String?
    /// How long the code is good, in seconds.
    let lifetime: Int
    /// Seconds between two questions.
    let interval: Int

    init?(_ answer: SSOAnswer) {
        guard let deviceCode = answer.text("device_code"), let userCode = answer.text("user_code"),
            let uri = answer.text("verification_uri"), Self.isWebAddress(uri)
        else { return nil }
        self.deviceCode = deviceCode
        self.userCode = userCode
        verificationURI = uri
        completeURI = answer.text("verification_uri_complete").flatMap { Self.isWebAddress($0) ? $0 : nil }
        lifetime = answer.seconds("expires_in", in: 1...86_400) ?? 1_800
        interval = answer.seconds("interval", in: 1...300) ?? 5
    }

    // People open it: nothing but a page of the web.
    private static func isWebAddress(_ text: String) -> Bool { text.hasPrefix("https://") || text.hasPrefix("http://") }
}
