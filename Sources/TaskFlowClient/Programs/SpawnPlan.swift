internal import Foundation

/// How a program is started: in the caller's process group, with no signal held back and with none ignored that this
/// program ignores. Threads of Dispatch hold back nearly all, and what they start inherits that.
struct SpawnPlan {
    #if canImport(Darwin)
        typealias Actions = posix_spawn_file_actions_t?
        typealias Attributes = posix_spawnattr_t?
    #else
        typealias Actions = posix_spawn_file_actions_t
        typealias Attributes = posix_spawnattr_t
    #endif

    let actions = UnsafeMutablePointer<Actions>.allocate(capacity: 1)
    let attributes = UnsafeMutablePointer<Attributes>.allocate(capacity: 1)

    /// - Parameter input: What becomes its standard input; without it that is the caller's.
    init(reading input: Int32?) {
        posix_spawn_file_actions_init(actions)
        posix_spawnattr_init(attributes)
        if let input { posix_spawn_file_actions_adddup2(actions, input, STDIN_FILENO) }
        var (held, usual) = (sigset_t(), sigset_t())
        sigemptyset(&held)
        sigemptyset(&usual)
        for number in [SIGINT, SIGQUIT, SIGPIPE] { sigaddset(&usual, number) }
        posix_spawnattr_setsigmask(attributes, &held)
        posix_spawnattr_setsigdefault(attributes, &usual)
        posix_spawnattr_setflags(attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    }

    /// Gives back what it took.
    func end() {
        posix_spawn_file_actions_destroy(actions)
        posix_spawnattr_destroy(attributes)
        actions.deallocate()
        attributes.deallocate()
    }
}
