import Adoption
import Operations
import TestWorkspace
import Testing

/// What an attacker or a broken program sends.
@Suite("Hostile requests")
struct HostileRequestTests {
    @Test(
        "nothing outside the site is to be had",
        arguments: [
            "/../../../../etc/passwd", "/assets/../text/ja.yaml", "/assets/..%2ftext%2fja.yaml",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/assets/%2e%2e/%2e%2e/Package.swift", "//etc/passwd", "/assets//etc/passwd", "/assets/fukyu.css/",
            "/prefectures/22/../../definitions/", "/assets/fukyu.css%00.png", "/..", "/.", "/.fukyu-site",
            "/fukyu.sqlite",
            "/assets/..\\..\\Package.swift",
        ])
    func traversal(path: String) async throws {
        let client = try await SharedServer.it.server().client
        let reply = try await client.get(path)
        #expect(reply.status == 404)
        #expect(!reply.text.contains("root:") && !reply.text.contains("swift-tools-version"))
    }

    @Test("an address never comes back in the answer")
    func noReflection() async throws {
        let client = try await SharedServer.it.server().client
        let reply = try await client.get("/<script>alert(1)</script>/")
        #expect(reply.status == 404 || reply.status == 400)
        #expect(!reply.text.contains("alert"))
    }

    @Test("a very long address is refused, and the next request is answered", arguments: [5_000, 70_000, 200_000])
    func longPath(length: Int) async throws {
        let client = try await SharedServer.it.server().client
        let bytes = try await client.exchange(
            "GET /\(String(repeating: "a", count: length)) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        // The parser below may close the connection without a word.
        if !bytes.isEmpty { #expect((400..<500).contains(try Reply(bytes).status)) }
        #expect(try await client.get("/healthz").status == 200)
    }

    @Test(
        "what is no HTTP is refused, and the next request is answered",
        arguments: [
            "\u{16}\u{03}\u{01}\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET\r\n\r\n",
            "GET / HTTP/1.1\r\nbad header\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: nine\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        ])
    func noHTTP(request: String) async throws {
        let client = try await SharedServer.it.server().client
        let bytes = try await client.exchange(request)
        if !bytes.isEmpty { #expect(try Reply(bytes).status >= 400) }
        #expect(try await client.get("/healthz").status == 200)
    }

    @Test("every answer forbids scripts, frames, other hosts and guessing of types, and does not name the server")
    func securityHeaders() async throws {
        let client = try await SharedServer.it.server().client
        let tag = try #require(try await client.get("/")["etag"])
        let replies = [
            try await client.get("/"), try await client.get("/index.csv"), try await client.get("/assets/fukyu.css"),
            try await client.get("/nowhere/"), try await client.get("/healthz"), try await client.get("/definitions"),
            try await client.send("POST", "/"), try await client.send("HEAD", "/"),
            try await client.get("/", ["If-None-Match: \(tag)"]), try await client.get("/", ["Accept-Encoding: gzip"]),
        ]
        #expect(replies.map(\.status) == [200, 200, 200, 404, 200, 301, 405, 200, 304, 200])
        for reply in replies {
            let policy = try #require(reply["content-security-policy"])
            for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
                #expect(policy.contains(part))
            }
            #expect(!policy.contains("script-src") && !policy.contains("unsafe"))
            #expect(reply["x-content-type-options"] == "nosniff")
            #expect(reply["referrer-policy"] == "same-origin")
            #expect(reply["server"] == nil && reply["set-cookie"] == nil)
        }
    }

    @Test("clients that send their request slowly or do not read their answers hold nobody up")
    func slowClients() async throws {
        let client = try await SharedServer.it.server().client
        let asking = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
        // On one thread of its own, so that only the server is measured.
        let (statuses, time, late) = try await RawClient.onThread {
            let connections = try (0..<60).map { index in
                let connection = try RawConnection(port: client.port)
                try connection.send(index < 40 ? "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: " : asking + asking + asking)
                return connection
            }
            defer { for connection in connections { connection.close() } }
            let start = ContinuousClock.now
            let statuses = try (0..<10).map { _ in try client.ask("GET", "/prefectures/22/").status }
            let time = ContinuousClock.now - start
            // The slow ones are served too, once they have asked.
            try connections[0].send("1\r\nConnection: close\r\n\r\n")
            return (statuses, time, try Reply(connections[0].readToEnd()).status)
        }
        #expect(statuses == Array(repeating: 200, count: 10))
        #expect(time < .seconds(10))
        #expect(late == 200)
    }

    @Test("many at once get the same page")
    func manyAtOnce() async throws {
        let client = try await SharedServer.it.server().client
        let expected = try await client.get("/municipalities/221007/").body
        let bodies = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<40 { group.addTask { try await client.get("/municipalities/221007/").body } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(bodies.count == 40)
        let isSame = bodies.allSatisfy { $0 == expected }
        #expect(isSame)
    }
}
