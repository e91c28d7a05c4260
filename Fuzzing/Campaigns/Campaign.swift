/// One kind of input thrown at one part of the program.
///
/// A crash or a hang speaks for itself; whatever else must not happen is a ``Violation``.
public protocol Campaign: Sendable {
    var name: String { get }

    /// Makes the next input and judges what comes of it.
    func run(_ random: inout Random) async throws(Violation)
}

/// What must not have happened, and the input that made it happen.
public struct Violation: Error, CustomStringConvertible {
    public let rule: String
    public let input: String

    public init(_ rule: String, _ input: String) {
        self.rule = rule
        self.input = input
    }

    public var description: String { "\(rule): \(input.debugDescription)" }
}

/// Every campaign.
public enum Campaigns {
    public static func all() throws -> [any Campaign] {
        [
            JSONCampaign(), DuplicateMemberCampaign(), DecodingCampaign(), QueryCampaign(), CursorCampaign(),
            try SQLCampaign(), try TokenCampaign(), try SignedTokenCampaign(), try KeySetCampaign(), MCPCampaign(),
        ]
    }
}
