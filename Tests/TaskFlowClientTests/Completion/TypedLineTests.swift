import Testing

@testable import TaskFlowClient

/// Lines as bash and readline take them apart, and what bash puts back.
struct TypedLineTests {
    /// Bash's own, with its default options.
    private static let breaks = " \t\n\"'@><=;|&(:"

    private func typed(_ line: String) -> TypedLine { TypedLine(line, breaks: Self.breaks) }

    @Test(arguments: [
        ("taskflow show ", ["taskflow", "show"], "", ""), ("taskflow show 1", ["taskflow", "show"], "1", ""),
        ("taskflow assign 1 @cl", ["taskflow", "assign", "1"], "@cl", ""),
        ("taskflow list --project=we", ["taskflow", "list"], "--project=we", "--project="),
        ("taskflow add \"two words\" --ta", ["taskflow", "add", "two words"], "--ta", ""),
        ("taskflow add 'it''s' ", ["taskflow", "add", "its"], "", ""),
        ("taskflow answer 1 --choice \"two w", ["taskflow", "answer", "1", "--choice"], "two w", ""),
        ("taskflow answer 1 --choice=a\"two w", ["taskflow", "answer", "1"], "--choice=atwo w", "--choice=a"),
        ("taskflow answer 1 --choice two\\ w", ["taskflow", "answer", "1", "--choice"], "two w", ""),
        ("taskflow add \"\" ", ["taskflow", "add", ""], "", ""),
        ("taskflow \"a\\b\\\"c\" ", ["taskflow", "a\\b\"c"], "", ""),
    ])
    func lines(line: String, words: [String], begun: String, kept: String) {
        let typed = typed(line)
        #expect(typed.words == words && typed.begun == begun && typed.kept == kept)
    }

    private func reply(_ line: String, _ candidates: Candidate..., isListing: Bool = false) -> [String] {
        let typed = typed(line)
        let offer = Offer(candidates, begun: typed.begun)
        return BashReply(typed: typed, isListing: isListing, width: 20).lines(offer)
    }

    @Test func `what bash puts onto the line is quoted`() {
        let hostile = Candidate("a $(touch x); 'b' \"c\" `d` !e")
        #expect(reply("t ", hostile) == ["a\\ \\$\\(touch\\ x\\)\\;\\ \\'b\\'\\ \\\"c\\\"\\ \\`d\\`\\ \\!e"])
        #expect(reply("t 'a", hostile) == ["a $(touch x); '\\''b'\\'' \"c\" `d` !e"])
        #expect(reply("t \"a", Candidate("a $(x) \"c\"")) == ["a \\$(x) \\\"c\\\""])
        #expect(reply("t @c", Candidate("@claude")) == ["@claude"])
        #expect(reply("t --project=", Candidate("--project=web")) == ["web"])
        #expect(reply("t ü", Candidate("über uns")) == ["über\\ uns"])
    }

    @Test func `a list has notes, and one candidate none`() {
        let (one, two) = (Candidate("1", "Write the report"), Candidate("12", "Check\u{1B}[31m it"))
        #expect(reply("t ", one, two) == ["1", "12"])
        #expect(reply("t ", one, two, isListing: true) == ["1   Write the repo…", "12  Check\\u{1b}[31…"])
        #expect(reply("t 12", one, two, isListing: true) == ["12"])
    }

    @Test func `what would be another value is not offered`() {
        for value in ["a\nb", "a\tb", "\u{1B}[2J", "", "a\u{202E}b"] { #expect(reply("t ", Candidate(value)).isEmpty) }
        #expect(Offer((0..<200).map { Candidate("\($0)") }, begun: "").candidates.count == Offer.limit)
    }
}
