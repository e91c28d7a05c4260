import Foundation
import TaskFlowFuzzing

// taskflow-fuzz [cases of each kind] [seed]: tells the seed first, so that whatever it finds can be had again.
/// Says a line at once: what was found must not be lost when the next input crashes the program.
func tell(_ line: String) {
    print(line)
    fflush(nil)
}

let cases = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 1_000_000
let seed = CommandLine.arguments.dropFirst(2).first.flatMap(UInt64.init) ?? UInt64.random(in: .min ... .max)
tell("seed \(seed), \(cases) cases of each kind")
var failed = 0
for campaign in try Campaigns.all() {
    var random = Random(seed: seed)
    var findings = 0
    for _ in 0..<cases where findings < 10 {
        do throws(Violation) {
            try await campaign.run(&random)
        } catch {
            findings += 1
            tell("  \(campaign.name): \(error)")
        }
    }
    failed += findings == 0 ? 0 : 1
    tell("\(campaign.name): \(findings == 0 ? "nothing found" : "\(findings) findings")")
}
tell("\(try Campaigns.all().count - failed) passed, \(failed) failed")
if failed > 0 { tell("Add each input to Seeds, then mend the code") }
exit(failed > 0 ? 1 : 0)
