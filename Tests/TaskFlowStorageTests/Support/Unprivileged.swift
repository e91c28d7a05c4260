import Glibc

/// Runs a body with the file rights of `nobody`, on this thread alone: root is refused nothing.
func asNobody<T>(_ body: () throws -> T) rethrows -> T {
    let before = setFileUser(65534)
    defer { _ = setFileUser(UInt32(bitPattern: before)) }
    return try body()
}

/// `setfsuid` is in no header that Swift imports.
private func setFileUser(_ user: UInt32) -> Int32 {
    typealias Call = @convention(c) (UInt32) -> Int32
    guard let symbol = dlsym(nil, "setfsuid") else { return -1 }
    return unsafeBitCast(symbol, to: Call.self)(user)
}
