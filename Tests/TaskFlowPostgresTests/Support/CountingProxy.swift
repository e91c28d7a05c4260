import Foundation
import Synchronization

/// A TCP proxy before the tests' server that counts how often the client waits for it, and may hold each packet back.
final class CountingProxy: Sendable {
    private let listener: Int32
    private let target: String
    private let delay: Double
    private let count = Mutex(0)
    private let open = Mutex<[Int32]>([])
    let port: Int

    /// - Parameters:
    ///   - target: The path of the server's socket.
    ///   - delay: How long each packet is held back each way, in seconds.
    init(to target: String, delay: Double = 0) throws {
        self.target = target
        self.delay = delay
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        listener = descriptor
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = bind(descriptor, address, size)
                getsockname(descriptor, address, &size)
            }
            return Int(UInt16(bigEndian: pointer.pointee.sin_port))
        }
        listen(descriptor, 64)
        Thread.detachNewThread { [self] in accept() }
    }

    /// How often something went on from the client after something had gone to it.
    var turns: Int { count.withLock { $0 } }

    /// Ends every connection, as a network that fails does.
    func cut() {
        for descriptor in open.withLock({ $0 }) { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }

    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        cut()
    }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            if client < 0 { return }
            guard let server = connectTarget() else { continue }
            open.withLock { $0 += [client, server] }
            let isAnswered = Mutexed(true)
            Thread.detachNewThread { [self] in
                pump(client, server) { if isAnswered.set(false) { count.withLock { $0 += 1 } } }
            }
            Thread.detachNewThread { [self] in pump(server, client) { _ = isAnswered.set(true) } }
        }
    }

    private func pump(_ from: Int32, _ to: Int32, _ note: () -> Void) {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(from, &bytes, bytes.count, 0)
            if count <= 0 { break }
            if delay > 0 { Thread.sleep(forTimeInterval: delay) }
            note()
            var sent = 0
            while sent < count {
                let more = bytes.withUnsafeBytes { bytes in
                    send(to, bytes.baseAddress?.advanced(by: sent), count - sent, Int32(MSG_NOSIGNAL))
                }
                if more <= 0 { break }
                sent += more
            }
            if sent < count { break }
        }
        shutdown(to, Int32(SHUT_RDWR))
        shutdown(from, Int32(SHUT_RDWR))
    }

    private func connectTarget() -> Int32? {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: target.utf8) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return result == 0 ? descriptor : nil
    }
}

/// A truth that two threads share.
private final class Mutexed: Sendable {
    private let value: Mutex<Bool>

    init(_ value: Bool) { self.value = Mutex(value) }

    /// Sets it, and answers what it was.
    func set(_ new: Bool) -> Bool {
        value.withLock { value in
            defer { value = new }
            return value
        }
    }
}
