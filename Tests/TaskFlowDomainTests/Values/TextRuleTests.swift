internal import TaskFlowDomain
internal import TaskFlowSchema
import Testing

/// The rules of each kind of text at its bounds. Lengths count Unicode scalars.
@Suite struct TextRuleTests {
    static func times(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    @Test(arguments: [
        "a", times("😀", 200), times("e\u{301}", 100), " \n\u{A0}a\u{3000} ", "a\u{2028}b", times(" ", 500) + "a",
    ])
    func titles(text: String) { #expect(Title(text) != nil) }

    @Test(arguments: [
        "", " \t\n ", times("😀", 201), times("e\u{301}", 100) + "e", "a\0", "a\nb", "\u{1B}", "a\u{7F}", "\u{80}a",
        "a\u{9F}",
    ])
    func noTitles(text: String) { #expect(Title(text) == nil) }

    @Test func trimming() {
        #expect(Title(" a  b\n")?.rawValue == "a  b")
        #expect(Name("\u{3000}a")?.rawValue == "a")
        #expect(Note("\n a \n")?.rawValue == "a")
        #expect(LongText(" a ")?.rawValue == " a ")
        #expect(WorkerID(" a ")?.rawValue == " a ")
        #expect(SearchText(" a ")?.rawValue == " a ")
    }

    @Test func lengths() {
        #expect(LongText("") != nil)
        #expect(LongText(Self.times("é", 65_536)) != nil)
        #expect(LongText(Self.times("é", 65_537)) == nil)
        #expect(Note("") == nil)
        #expect(Note(Self.times("n", 2000)) != nil)
        #expect(Note(Self.times("n", 2001)) == nil)
        #expect(SearchText("") == nil)
        #expect(SearchText(Self.times("n", 200)) != nil)
        #expect(SearchText(Self.times("n", 201)) == nil)
        #expect(AgentType(Self.times("n", 50)) != nil)
        #expect(AgentType(Self.times("n", 51)) == nil)
        #expect(Capability(Self.times("n", 50)) != nil)
        #expect(Capability(Self.times("n", 51)) == nil)
        #expect(Name(Self.times("n", 201)) == nil)
    }

    @Test func identities() {
        #expect(WorkerID("") == nil)
        #expect(WorkerID(Self.times("😀", 255)) != nil)
        #expect(WorkerID(Self.times("😀", 256)) == nil)
        #expect(WorkerID("a\u{0}") == nil)
        #expect(WorkerReference(Self.times("n", 256)) == nil)
        #expect(TenantID("") == nil)
        #expect(TenantID(Self.times("n", 255)) != nil)
        #expect(TenantID(Self.times("n", 256)) == nil)
        #expect(TenantID.standard.rawValue == "default")
        #expect(WorkerID(trusted: "@a").isHandle)
        #expect(!WorkerID(trusted: "a@b").isHandle)
    }

    /// NFC and NFD of one name are two people.
    @Test func identitiesAreBytes() {
        let (composed, decomposed) = (WorkerID(trusted: "\u{E9}"), WorkerID(trusted: "e\u{301}"))
        #expect(composed.rawValue == decomposed.rawValue)
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed, WorkerID(trusted: "\u{E9}")]).count == 2)
    }

    @Test func linesInDescriptionsAndNotes() {
        #expect(LongText("a\nb\t\u{1B}") != nil)
        #expect(Note("a\nb") != nil)
        #expect(LongText("a\0") == nil)
        #expect(Note("a\0b") == nil)
        #expect(SearchText("a\0") == nil)
    }
}
