import Adoption
import Operations
import Server
import TestWorkspace
import Testing

/// What programs and malicious hands send to the forms.
@Suite("Hostile forms")
struct FormHostilityTests {
    @Test("HTML in every field comes back as text, in no attribute and no element")
    func markup() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let evil = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'\u{301}"
            let fields = ["office", "partner", "person", "phone", "mail", "website", "declare", "consent", "confirm"]
            for frame in ["single", "pair"] {
                let token = try await desk.token(frame: frame)
                let reply = try await desk.post(
                    "apply", [("frame", frame), ("token", token)] + fields.map { ($0, evil) })
                #expect(reply.status == 422)
                #expect(!reply.text.contains("<script>alert") && !reply.text.contains("<img"))
                #expect(reply.text.contains("&lt;script&gt;"))
            }
            let odd = try await desk.post("apply", [("frame", evil), ("token", evil)])
            #expect(odd.status == 422 && !odd.text.contains("<script>alert"))
            let code = try await desk.post("partner", [("code", evil)])
            #expect(code.status == 422 && !code.text.contains("<script>alert"))
        }
    }

    @Test(
        "what is no form is refused whole",
        arguments: [
            "person=%00", "person=a%0Ab", "person=%ff%fe", "person=%E3%81", "person=%", "person=%4", "person=%zz",
            "office=\u{0}", String(repeating: "a=b&", count: 200),
        ])
    func unreadable(body: String) async throws {
        let desk = try await FormDesk()
        try await FormDesk.with(desk) { desk in
            let reply = try await desk.client.send(
                "POST", "/campaigns/test/apply", ["Content-Type: application/x-www-form-urlencoded"], body: body)
            #expect(reply.status == 422)
            #expect(try desk.enrollments == 0)
        }
    }

    @Test("names with marks that turn the line round are refused at their field")
    func directionMarks() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let fields = FormDesk.filled(officeNumber(1), token: try await desk.token())
            for mark in ["\u{202E}", "\u{2066}", "\u{200F}", "\u{2028}"] {
                let turned = fields.map { $0.0 == "person" ? ("person", "担当" + mark + "者") : $0 }
                let reply = try await desk.post("apply", turned)
                #expect(reply.status == 422 && reply.text.contains("使えない文字が入っています"))
                #expect(!reply.text.contains(mark))
            }
            let long = fields.map { $0.0 == "person" ? ("person", String(repeating: "長", count: 101)) : $0 }
            #expect(try await desk.post("apply", long).text.contains("長すぎます"))
        }
    }

    @Test("only forms are taken: no other types, no other methods, nothing large")
    func wrongKinds() async throws {
        try await FormDesk.with(FormDesk()) { desk in
            let path = "/campaigns/test/apply"
            for type in ["application/json", "multipart/form-data; boundary=x", "text/plain", ""] {
                let reply = try await desk.client.send(
                    "POST", path, type.isEmpty ? [] : ["Content-Type: \(type)"], body: "a=b")
                #expect(reply.status == 415, "\(type)")
            }
            for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
                let reply = try await desk.client.send(method, path, body: "a=b")
                #expect(reply.status == 405 && reply["allow"] == "GET, HEAD, POST")
            }
            #expect(try await desk.client.send("HEAD", path).status == 200)
            #expect(try await desk.client.send("POST", "/", body: "a=b").status == 405)
            #expect(try await desk.client.send("POST", "/campaigns/test/", body: "a=b").status == 405)
            let large = "person=" + String(repeating: "a", count: 10 << 20)
            let reply = try await desk.client.send(
                "POST", path, ["Content-Type: application/x-www-form-urlencoded"], body: large)
            #expect(reply.status == 413)
            let chunk = String(repeating: "a", count: 70_000)
            let chunked = try await desk.client.exchange(
                "POST \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n11170\r\n\(chunk)\r\n0\r\n\r\n")
            #expect(try Reply(chunked).status == 413)
            #expect(try desk.enrollments == 0)
        }
    }

    // MARK: - Floods

    @Test("an address may send so often and no more; what it typed is kept, and time fills its bucket again")
    func perAddress() async throws {
        try await FormDesk.with(FormDesk(limits: FormLimits(perAddress: 3, perOffice: 100))) { desk in
            let token = try await desk.token()
            let fields = FormDesk.filled("123", token: token)
            for _ in 0..<3 { #expect(try await desk.post("apply", fields).status == 422) }
            let refused = try await desk.post("apply", fields)
            // One of three tokens in ten minutes: 200 seconds.
            #expect(refused.status == 429 && refused["retry-after"] == "200")
            #expect(refused.text.contains("4分ほど待ってから") && refused.text.contains("value=\"\(FormDesk.person)\""))
            #expect(try FormDesk.token(in: refused.text) == token)
            #expect(try await desk.post("partner", [("code", "x")]).status == 429)
            #expect(try await desk.get("apply").status == 200)
            // What an untrusted client says of its address is not believed.
            #expect(try await desk.post("apply", fields, headers: ["X-Forwarded-For: 203.0.113.9"]).status == 429)
            desk.clock.set(try #require(Instant("2026-11-01T00:03:20Z")))
            #expect(try await desk.post("apply", fields).status == 422)
            #expect(try await desk.post("apply", fields).status == 429)
        }
    }

    @Test("behind a trusted proxy every client has a bucket of its own")
    func proxy() async throws {
        let desk = try await FormDesk(
            limits: FormLimits(perAddress: 1, perOffice: 100), trustedProxies: ["127.0.0.1", "10.0.0.1"])
        try await FormDesk.with(desk) { desk in
            func send(_ forwarded: String) async throws -> Int {
                try await desk.post("partner", [("code", "x")], headers: ["X-Forwarded-For: \(forwarded)"]).status
            }
            let status1 = try await send("203.0.113.1")
            #expect(status1 == 422)
            let status2 = try await send("203.0.113.1")
            #expect(status2 == 429)
            // The client may invent what stands to the left; the proxy writes the right end.
            let status3 = try await send("198.51.100.7, 203.0.113.1")
            #expect(status3 == 429)
            let status4 = try await send("203.0.113.1, 10.0.0.1")
            #expect(status4 == 429)
            let status5 = try await send("203.0.113.2")
            #expect(status5 == 422)
            let status6 = try await send("2001:db8:1:2::1")
            #expect(status6 == 422)
            let status7 = try await send("2001:db8:1:2:ffff::9")
            #expect(status7 == 429)
        }
    }

    @Test("an office number is taken so often in an hour; a receipt that was given is shown all the same")
    func perOffice() async throws {
        try await FormDesk.with(FormDesk(limits: FormLimits(perAddress: 100, perOffice: 2))) { desk in
            var tokens: [String] = []
            for _ in 0..<2 {
                tokens.append(try await desk.token())
                #expect(
                    try await desk.post("apply", FormDesk.filled(officeNumber(1), token: tokens.last ?? "")).status
                        == 303)
            }
            let refused = try await desk.post("apply", FormDesk.filled(officeNumber(1), token: desk.token()))
            #expect(refused.status == 429 && refused["retry-after"] == "1800")
            #expect(try desk.enrollments == 2)
            #expect(try await desk.post("apply", FormDesk.filled(officeNumber(1), token: tokens[0])).status == 303)
            #expect(try await desk.post("apply", FormDesk.filled(officeNumber(2), token: desk.token())).status == 303)
        }
    }
}
