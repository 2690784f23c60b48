import Dispatch
import Glibc
import Synchronization

/// Stands between a client and a server and cuts the connection in front of or behind a message, as a network does at
/// the worst moment.
package final class CuttingProxy: Sendable {
    package enum Cut: Sendable {
        /// The server never sees the message.
        case before(String)
        /// The server gets the message; its answer is lost.
        case after(String)
    }

    package let port: Int
    private let target: Int
    private let listener: Int32
    private let cut = Mutex<Cut?>(nil)
    private let clients = Mutex<[Int32]>([])
    private let accepted = Atomic(0)

    /// - Parameter target: the server's port on the loopback interface.
    package init(to target: Int) throws {
        self.target = target
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        port = try bindLoopback(listener)
        guard listen(listener, 16) == 0 else { throw SpawnError(description: "listen: \(errno)") }
        let thread = { @Sendable [self] in
            while true {
                let client = accept(listener, nil, nil)
                if client < 0 { return }
                accepted.add(1, ordering: .relaxed)
                clients.withLock { $0.append(client) }
                serve(client)
            }
        }
        DispatchQueue(label: "proxy").async(execute: thread)
    }

    /// Connections so far.
    package var connections: Int { accepted.load(ordering: .relaxed) }

    /// The next such message is cut, once.
    package func cut(_ cut: Cut) { self.cut.withLock { $0 = cut } }

    /// Breaks all connections without a word.
    package func breakConnections() {
        let all = clients.withLock { clients in
            defer { clients = [] }
            return clients
        }
        for client in all { shutdown(client, Int32(SHUT_RDWR)) }
    }

    package func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        breakConnections()
    }

    private func serve(_ client: Int32) {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = loopback(target)
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            shutdown(client, Int32(SHUT_RDWR))
            return
        }
        let isMuted = Flag()
        DispatchQueue(label: "up").async { self.pump(from: client, to: server, isUp: true, isMuted) }
        DispatchQueue(label: "down").async { self.pump(from: server, to: client, isUp: false, isMuted) }
    }

    /// Set when the server's answers must not reach the client any more.
    private final class Flag: Sendable {
        let value = Atomic(false)
    }

    private func pump(from: Int32, to: Int32, isUp: Bool, _ isMuted: Flag) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(from, &buffer, buffer.count)
            if count <= 0 { break }
            let cut = isUp ? matching(buffer[..<count]) : nil
            if case .before = cut { break }
            if cut != nil { isMuted.value.store(true, ordering: .sequentiallyConsistent) }
            if !isUp, isMuted.value.load(ordering: .sequentiallyConsistent) { continue }
            var sent = 0
            while sent < count {
                let written = buffer[sent..<count].withUnsafeBytes {
                    send(to, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                if written <= 0 { break }
                sent += written
            }
            if cut != nil {
                // The server must have done its work before anybody notices.
                usleep(300_000)
                break
            }
        }
        shutdown(from, Int32(SHUT_RDWR))
        shutdown(to, Int32(SHUT_RDWR))
    }

    private func matching(_ bytes: ArraySlice<UInt8>) -> Cut? {
        cut.withLock { cut in
            switch cut {
            case .before(let message), .after(let message):
                let text = Array(message.utf8)
                let isThere = bytes.indices.contains { bytes[$0...].starts(with: text) }
                defer { if isThere { cut = nil } }
                return isThere ? cut : nil
            case nil: return nil
            }
        }
    }
}

/// A port of the loopback interface that nothing listened on a moment ago.
package func freePort() throws -> Int {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    return try bindLoopback(listener)
}

private func loopback(_ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    address.sin_port = UInt16(port).bigEndian
    return address
}

/// Binds to a free port and tells which.
private func bindLoopback(_ listener: Int32) throws -> Int {
    var address = loopback(0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(listener, $0, size) == 0 && getsockname(listener, $0, &size) == 0
        }
    }
    guard isBound else { throw SpawnError(description: "no free port: \(errno)") }
    return Int(UInt16(bigEndian: address.sin_port))
}
