internal import Foundation

/// A command line that the shell runs at the caller's own terminal, as system(3) does: an editor, a pager.
///
/// Foundation's `Process` gives its child a process group of its own. A terminal stops such a child as soon as that sets the
/// terminal up, and whoever waits for it waits for ever.
struct ShellCommand {
    let line: String
    /// What the line finds as `$1` and so on.
    var arguments: [String] = []
    var environment = ProcessInfo.processInfo.environment

    /// Runs it to its end.
    ///
    /// - Parameter input: What it reads; without it, it reads what the caller reads.
    /// - Returns: its exit code, or 128 and the signal that ended it; `nil` where it could not be started.
    func run(reading input: [UInt8]? = nil) -> Int32? {
        let keys = QuietKeys()
        defer { keys.restore() }
        guard let input else { return start().map(Self.wait) }
        guard let pipe = ClosingPipe() else { return nil }
        let child = start(reading: pipe.read)
        close(pipe.read)
        // A pager that is left early closes its end; what was not read is not missed.
        if child != nil { _ = StandardOutput.put(input, on: pipe.write) }
        close(pipe.write)
        return child.map(Self.wait)
    }

    private func start(reading input: Int32? = nil) -> pid_t? {
        let plan = SpawnPlan(reading: input)
        defer { plan.end() }
        let words = (["sh", "-c", line, "sh"] + arguments).map { strdup($0) }
        let variables = environment.map { strdup("\($0.key)=\($0.value)") }
        defer { (words + variables).forEach { free($0) } }
        var child = pid_t()
        let code = posix_spawn(&child, "/bin/sh", plan.actions, plan.attributes, words + [nil], variables + [nil])
        return code == 0 ? child : nil
    }

    private static func wait(for child: pid_t) -> Int32 {
        var status: Int32 = 0
        // A failure is that somebody else has waited for it: how it ended is not known then.
        while waitpid(child, &status, 0) < 0 { if errno != EINTR { return 1 } }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
}

/// A pipe whose ends no program inherits: one that kept the end for writing would never see the input's end.
private struct ClosingPipe {
    let read: Int32
    let write: Int32

    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (read, write) = (ends[0], ends[1])
    }
}
