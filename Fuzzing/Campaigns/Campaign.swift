/// One kind of input thrown at one part of the program.
///
/// A crash or a hang speaks for itself; whatever else must not happen is a ``Violation``.
package protocol Campaign: Sendable {
    var name: String { get }

    /// Makes the next input and judges what comes of it.
    func run(_ random: inout Random) async throws(Violation)
}

/// What must not have happened, and the input that made it happen.
package struct Violation: Error, CustomStringConvertible {
    package let rule: String
    package let input: String

    package init(_ rule: String, _ input: String) {
        self.rule = rule
        self.input = input
    }

    package var description: String { "\(rule): \(input.debugDescription)" }
}

/// Every campaign.
package enum Campaigns {
    package static func all() throws -> [any Campaign] {
        [
            JSONCampaign(), DuplicateMemberCampaign(), DecodingCampaign(), PlanCampaign(), QueryCampaign(),
            CursorCampaign(), ImportCampaign(), KeyCampaign(),
            try SQLCampaign(), try TokenCampaign(), try SignedTokenCampaign(), try KeySetCampaign(), MCPCampaign(),
        ]
    }
}
