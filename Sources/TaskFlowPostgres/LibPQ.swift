internal import CLibPQ

/// PostgreSQL's own client library, as this process runs it.
public enum LibPQ {
    /// Its version as a number: 150018 is 15.18.
    public static var version: Int { Int(PQlibVersion()) }

    static var major: Int { version / 10_000 }
}
