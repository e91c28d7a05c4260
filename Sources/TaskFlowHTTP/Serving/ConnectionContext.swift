internal import Hummingbird

/// What Hummingbird hands over with a request; the door needs none of it.
struct ConnectionContext: InitializableFromSource {
    init(source: ApplicationRequestContextSource) {}
}
