import Foundation
import Testing

@testable import TaskFlowImporters

/// Whatever bytes a file has, it is read or refused in bounded time.
struct HostileTests {
    private static let seeds = [
        "beads.jsonl", "taskmaster-tagged.json", "github-issues.json", "taskwarrior.json", "todo.txt", "todoist.csv",
        "trello.json", "linear.csv", "jira.csv",
    ]

    private func read(_ bytes: [UInt8], _ name: String, _ format: ImportFormat?) {
        var wishes = ImportWishes()
        wishes.format = format
        do throws(ImportFault) {
            let file = try ImportReader.read(ImportSourceFile(name: name, bytes: bytes), wishes)
            for task in file.projects.flatMap(\.tasks) {
                #expect(
                    !task.title.isEmpty && !task.id.isEmpty && (0...100).contains(task.progress) && task.tags.count < 50
                )
                #expect(task.links.allSatisfy { $0.url.hasPrefix("http") })
            }
        } catch { #expect(!error.message.isEmpty) }
    }

    @Test(arguments: seeds)
    func changedSamples(_ name: String) throws {
        let bytes = try Sample.file(name).bytes
        var random = Dice(seed: UInt64(name.utf8.count) &* 7919)
        for round in 0..<400 {
            var changed = bytes
            for _ in 0...(round % 6) {
                let place = Int.random(in: 0..<changed.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: changed[place] = UInt8.random(in: 0...255, using: &random)
                case 1: changed.remove(at: place)
                case 2:
                    changed.insert(
                        contentsOf: Array("\"'[]{},:;\n<é&".utf8).shuffled(using: &random).prefix(2), at: place)
                case 3: changed.removeSubrange(place..<min(changed.count, place + 20))
                default: changed.insert(contentsOf: changed[place..<min(changed.count, place + 30)], at: place)
                }
            }
            read(changed, name, nil)
            read(changed, "x", ImportFormat.allCases[round % ImportFormat.allCases.count])
        }
    }

    @Test(arguments: ImportFormat.allCases)
    func anyBytes(_ format: ImportFormat) {
        var random = Dice(seed: UInt64(format.rawValue.utf8.count))
        let signs = Array("[]{}\",:;\n\r\t<>&=+-@'x()AZ019 éTYPE,CONTENT\nid,title\u{2028}".utf8)
        for _ in 0..<500 {
            let count = Int.random(in: 0..<80, using: &random)
            read((0..<count).map { _ in signs.randomElement(using: &random) ?? 0 }, "todo.txt", format)
            read((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }, "x.csv", format)
        }
    }

    @Test func aHundredThousandBrackets() {
        for text in [
            String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000),
            String(repeating: "[{\"tasks\":", count: 50_000),
        ] {
            #expect(Read.fault(text)?.hasPrefix("file, line 1, column ") == true)
        }
    }

    @Test func tooManyValuesAreRefusedBeforeTheyTakeRoom() {
        #expect(
            Read.fault("[" + String(repeating: "0,", count: 4_100_000) + "0]", .github)
                == "file has more than 4,000,000 values")
        #expect(
            Read.fault("title\n" + String(repeating: ",", count: 4_100_000), .csv)
                == "file has more than 4,000,000 cells")
        for format in [ImportFormat.todotxt, .beads] {
            #expect(
                Read.fault(String(repeating: "\n", count: 4_100_000), format) == "file has more than 4,000,000 lines")
        }
        #expect(
            Read.fault(String(repeating: "{,\n", count: 2_100_000), .beads)
                == "file has more than 4,000,000 values")
    }

    @Test func timeGrowsWithTheLength() throws {
        let clock = ContinuousClock()
        let labels = (0..<100_000).map { "\"l\($0)\"" }.joined(separator: ",")
        let files: [(String, ImportFormat)] = [
            ("[{\"number\":1,\"title\":\"A\",\"labels\":[\(labels)]}]", .github),
            (
                "TYPE,CONTENT,INDENT\ntask,A,1\nnote,\"" + String(repeating: "[[file {}]]", count: 50_000) + "\",",
                .todoist
            ),
            ("TYPE,CONTENT,INDENT\n" + (1...50_000).map { "task,A,\($0)" }.joined(separator: "\n"), .todoist),
            (String(repeating: "x ", count: 200_000), .todotxt),
            ("title,parent\n" + String(repeating: "A,A\n", count: 100_000), .csv),
            ("title\n" + String(repeating: "\"\",", count: 1_000_000), .csv),
            (
                "title" + String(repeating: ",id", count: 300_000) + "\n" + String(repeating: "a\n", count: 300_000),
                .csv
            ),
            (
                "TYPE,CONTENT,INDENT\ntask,"
                    + (0..<100_000).map { "@l\($0) w\($0)" }.joined(separator: " ") + ",1\n", .todoist
            ),
            (
                "Issue key,Summary,Outward issue link (Blocks)\nA-1,A,\n"
                    + (2...100_000).map { "A-\($0),B,A-1\n" }.joined(), .jira
            ),
            (
                "Issue key,Summary,Outward issue link (Blocks)\nA-1,A,\n"
                    + String(repeating: "A-2,B,A-1\n", count: 50_000), .jira
            ),
        ]
        for (text, format) in files {
            let time = clock.measure { _ = Read.fault(text, format) }
            #expect(time < .seconds(60), "\(format) took \(time)")
        }
    }
}

/// Random numbers that are the same each time (SplitMix64: https://prng.di.unimi.it/splitmix64.c).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
