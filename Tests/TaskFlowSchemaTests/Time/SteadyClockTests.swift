import Synchronization
import TaskFlowSchema
import Testing

/// A clock for decisions, over one that is set forwards and back.
struct SteadyClockTests {
    /// The two clocks of a machine.
    private final class Machine: Sendable {
        private let times = Mutex((wall: 1_000_000, elapsed: 0))

        var clock: SteadyClock {
            SteadyClock(
                source: { Timestamp(milliseconds: self.times.withLock { $0.wall }) },
                pace: { .milliseconds(self.times.withLock { $0.elapsed }) })
        }

        func wait(_ milliseconds: Int) {
            times.withLock { $0 = ($0.wall + milliseconds, $0.elapsed + milliseconds) }
        }
        func set(by milliseconds: Int) { times.withLock { $0.wall += milliseconds } }
    }

    @Test func `it follows the machine's clock, forwards by any step`() {
        let machine = Machine()
        let clock = machine.clock
        #expect(clock.now().milliseconds == 1_000_000)
        machine.wait(500)
        #expect(clock.now().milliseconds == 1_000_500)
        machine.set(by: 86_400_000)
        #expect(clock.now().milliseconds == 87_400_500)
    }

    @Test func `set back, it goes on from where it was, at its pace`() {
        let machine = Machine()
        let clock = machine.clock
        machine.wait(500)
        #expect(clock.now().milliseconds == 1_000_500)
        machine.set(by: -10_000)
        #expect(clock.now().milliseconds == 1_000_500)
        machine.wait(2_000)
        #expect(clock.now().milliseconds == 1_002_500)
        machine.set(by: -10_000)
        machine.wait(1)
        #expect(clock.now().milliseconds == 1_002_501)
        // Set right again, and a little ahead.
        machine.set(by: 20_100)
        #expect(clock.now().milliseconds == 1_002_601)
    }

    @Test func `whatever is done to the machine's clock, it never runs backwards`() {
        var generator = SeededGenerator(seed: 7)
        let machine = Machine()
        let clock = machine.clock
        var last = clock.now()
        for _ in 0..<10_000 {
            machine.wait(Int.random(in: 0...50, using: &generator))
            if Bool.random(using: &generator) { machine.set(by: Int.random(in: -5_000...5_000, using: &generator)) }
            let now = clock.now()
            #expect(now >= last)
            last = now
        }
    }
}
