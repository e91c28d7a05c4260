/// What is left of an actor's calls after this one.
package struct CallQuota: Sendable, Equatable {
    /// Calls the actor may make before the window ends; 0 when this one was the last, or one too many.
    package let remaining: Int
    /// Seconds until the window ends and the actor may make all its calls anew, 1 or more.
    package let secondsLeft: Int

    package init(remaining: Int, secondsLeft: Int) {
        self.remaining = remaining
        self.secondsLeft = secondsLeft
    }
}
