internal import Foundation

/// Leaves Ctrl+C and Ctrl+\ to the program in front, for as long as one is waited for.
struct QuietKeys {
    private var before: [(number: Int32, action: sigaction)] = []

    init() {
        for number in [SIGINT, SIGQUIT] {
            var action = sigaction()
            guard sigaction(number, nil, &action) == 0 else { continue }
            before.append((number, action))
            signal(number, SIG_IGN)
        }
    }

    /// The keys end this program again.
    func restore() {
        for (number, action) in before {
            var action = action
            sigaction(number, &action, nil)
        }
    }
}
