import Glibc

/// What a server sent.
struct Reply: Sendable {
    var status: Int
    /// In the order of arrival, names in lower case.
    var headers: [(name: String, value: String)]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    subscript(name: String) -> String? { headers.first { $0.name == name }?.value }

    /// Reads one reply from the front of the bytes of a connection that was closed after it.
    init(_ bytes: [UInt8]) throws {
        guard let end = bytes.firstIndex(ofSequence: [13, 10, 13, 10]) else {
            throw ClientError(description: "no reply: \(String(decoding: bytes.prefix(200), as: UTF8.self))")
        }
        var lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        let words = lines.removeFirst().split(separator: " ")
        guard words.count > 1, words[0] == "HTTP/1.1", let number = Int(words[1]) else {
            throw ClientError(description: "no status: \(words)")
        }
        status = number
        headers = lines.map { line in
            let name = line.prefix { $0 != ":" }
            return (name.lowercased(), line.dropFirst(name.count + 1).drop { $0 == " " }.description)
        }
        body = Array(bytes[(end + 4)...])
    }
}

struct ClientError: Error, CustomStringConvertible {
    var description: String
}

/// An HTTP client that sends exactly the bytes it is told. It works on threads of its own: the server under test needs
/// those of the tests.
struct RawClient: Sendable {
    let port: UInt16

    /// Runs work that blocks on a thread of its own, not on one of a pool that the server shares.
    static func onThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let body = Unmanaged.passRetained(
                ThreadBody { continuation.resume(with: Swift.Result { try work() }) })
            var thread = pthread_t()
            let status = pthread_create(
                &thread, nil,
                { pointer in
                    guard let pointer else { return nil }
                    Unmanaged<ThreadBody>.fromOpaque(pointer).takeRetainedValue().run()
                    return nil
                }, body.toOpaque())
            guard status == 0 else {
                body.release()
                continuation.resume(throwing: ClientError(description: "pthread_create: \(status)"))
                return
            }
            pthread_detach(thread)
        }
    }

    private final class ThreadBody: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Sends bytes and reads until the server closes the connection.
    func exchange(_ request: String) async throws -> [UInt8] {
        try await RawClient.onThread { try sendAndRead(request) }
    }

    private func sendAndRead(_ request: String) throws -> [UInt8] {
        let connection = try RawConnection(port: port)
        defer { connection.close() }
        try connection.send(request)
        return try connection.readToEnd()
    }

    /// The same on the present thread, which waits.
    func ask(_ method: String, _ path: String, _ headers: [String] = [], body: String = "") throws -> Reply {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: localhost", "Connection: close"] + headers
        if !body.isEmpty { lines.append("Content-Length: \(body.utf8.count)") }
        return try Reply(sendAndRead(lines.joined(separator: "\r\n") + "\r\n\r\n" + body))
    }

    func send(_ method: String, _ path: String, _ headers: [String] = [], body: String = "") async throws -> Reply {
        try await RawClient.onThread { try ask(method, path, headers, body: body) }
    }

    func get(_ path: String, _ headers: [String] = []) async throws -> Reply { try await send("GET", path, headers) }
}

/// A TCP connection to this machine that gives up after two minutes.
struct RawConnection: Sendable {
    private let descriptor: Int32

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw ClientError(description: "socket: \(errno)") }
        var patience = timeval(tv_sec: 120, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            Glibc.close(descriptor)
            throw ClientError(description: "connect to \(port): \(errno)")
        }
    }

    /// Sends as much as the server takes: it may refuse a request before its end.
    func send(_ text: String) throws {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0, errno == EPIPE || errno == ECONNRESET { return }
            guard count > 0 else { throw ClientError(description: "send: \(errno)") }
            rest = rest.dropFirst(count)
        }
    }

    func readToEnd() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count == 0 || (count < 0 && errno == ECONNRESET) { return bytes }
            guard count > 0 else { throw ClientError(description: "receive: \(errno)") }
            bytes += buffer[..<count]
        }
    }

    func close() { Glibc.close(descriptor) }
}

extension Array where Element == UInt8 {
    func firstIndex(ofSequence wanted: [UInt8]) -> Int? {
        indices.first { self[$0...].starts(with: wanted) }
    }
}
