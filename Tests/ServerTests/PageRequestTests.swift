import Adoption
import Operations
import TestWorkspace
import Testing

/// Requests for pages, as a browser sends them.
@Suite("Requests for pages")
struct PageRequestTests {
    @Test("every published file has an address with the same bytes, and there are no other pages")
    func everyPage() async throws {
        let it = try TestWorkspace()
        try TestServer.begin(it)
        let folder = it.folder + "/site"
        let day = try #require(TestServer.day)
        _ = try it.workspace.publish(to: folder, asOf: day, language: .japanese)
        let files = try TestProject.files(below: folder).filter { !$0.hasPrefix(".") }
        // The nation, the definitions, 47 prefectures and 2 municipalities, and the segments of the prefecture that has
        // offices and of its two municipalities, in four forms; and the assets.
        #expect(files.filter { !$0.hasPrefix("assets/") }.count == (51 + 3) * 4)
        #expect(files.filter { $0.contains("/segments/") }.count == 3 * 4)
        try await TestServer.with(it) { server in
            for file in files {
                let reply = try await server.client.get("/" + file)
                #expect(reply.status == 200, "\(file)")
                let isSame = try reply.body == Files.read("\(folder)/\(file)")
                #expect(isSame, "\(file)")
            }
            // 熱海市 has no office, so no page; the old code of 浜松市中区 is nobody's address.
            for path in ["/municipalities/222054/", "/municipalities/221317/", "/municipalities/22100/"] {
                #expect(try await server.client.get(path).status == 404, "\(path)")
            }
        }
    }

    @Test(
        "a folder's address is its HTML page, and every form has its type",
        arguments: [
            ("/", "text/html; charset=utf-8"), ("/index.html", "text/html; charset=utf-8"),
            ("/prefectures/22/", "text/html; charset=utf-8"),
            ("/municipalities/221007/?x=1", "text/html; charset=utf-8"),
            ("/index.txt", "text/plain; charset=utf-8"), ("/index.json", "application/json; charset=utf-8"),
            ("/prefectures/22/index.csv", "text/csv; charset=utf-8"), ("/assets/fukyu.css", "text/css; charset=utf-8"),
        ])
    func types(path: String, type: String) async throws {
        let client = try await SharedServer.it.server().client
        let reply = try await client.get(path)
        #expect(reply.status == 200)
        #expect(reply["content-type"] == type)
        #expect(reply["content-length"] == "\(reply.body.count)")
        #expect(reply["cache-control"] == "no-cache")
        #expect(!reply.body.isEmpty)
    }

    @Test(
        "an address without the slash at its end is sent to the one with it, because links are relative",
        arguments: ["/definitions", "/prefectures/22", "/municipalities/221007"])
    func missingSlash(path: String) async throws {
        let client = try await SharedServer.it.server().client
        let reply = try await client.get(path)
        #expect(reply.status == 301)
        #expect(reply["location"] == path + "/")
        #expect(reply.body.isEmpty)
    }

    @Test(
        "what is no page is answered by a page that leads back",
        arguments: [
            "/nowhere/", "/prefectures", "/prefectures/", "/prefectures/48/", "/prefectures/2/", "/index.xml",
            "/assets/",
            "/assets/none.css", "/municipalities/132217", "//evil.example/definitions", "/favicon.ico", "/healthz/",
        ])
    func notFound(path: String) async throws {
        let client = try await SharedServer.it.server().client
        let reply = try await client.get(path)
        #expect(reply.status == 404)
        #expect(reply["content-type"] == "text/html; charset=utf-8")
        #expect(reply["cache-control"] == "no-store")
        #expect(reply.text.contains("<html lang=\"ja\">") && reply.text.contains("このページはありません。"))
        #expect(reply.text.contains("href=\"/\""))
    }

    @Test("HEAD answers as GET does, without the body, and the connection goes on")
    func head() async throws {
        let client = try await SharedServer.it.server().client
        let get = try await client.get("/prefectures/22/")
        let head = try await client.send("HEAD", "/prefectures/22/")
        #expect(head.status == 200 && head.body.isEmpty)
        for name in ["content-length", "content-type", "etag", "vary"] { #expect(head[name] == get[name], "\(name)") }
        #expect(try await client.send("HEAD", "/nowhere/").status == 404)
        let two = try await client.exchange(
            "HEAD / HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        let second = try Reply(Array(two[(try #require(two.firstIndex(ofSequence: [13, 10, 13, 10])) + 4)...]))
        #expect(second.status == 200 && second.text.hasPrefix("ok\n"))
    }

    @Test(
        "other methods are refused with what is allowed",
        arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
    func otherMethods(method: String) async throws {
        let client = try await SharedServer.it.server().client
        let reply = try await client.send(method, "/", body: "a=1")
        #expect(reply.status == 405)
        #expect(reply["allow"] == "GET, HEAD")
        #expect(reply["content-security-policy"] != nil)
    }

    @Test("health says that pages are up and which revision they show")
    func health() async throws {
        let server = try await SharedServer.it.server()
        let reply = try await server.client.get("/healthz")
        let revision = try #require(server.live.current()).revision
        #expect(reply.status == 200)
        #expect(reply.text == "ok\nrevision \(revision)\n")
        #expect(reply["cache-control"] == "no-store")
    }

    // MARK: - Conditions

    @Test("a page that the client has is not sent again")
    func notModified() async throws {
        let client = try await SharedServer.it.server().client
        let first = try await client.get("/")
        let tag = try #require(first["etag"])
        #expect(tag.hasPrefix("\"r") && tag.hasSuffix("\""))
        for known in [tag, "W/\(tag)", "\"other\", \(tag)", "\"other\" ,W/\(tag) ", "*"] {
            let reply = try await client.get("/", ["If-None-Match: \(known)"])
            #expect(reply.status == 304, "\(known)")
            #expect(reply.body.isEmpty)
            #expect(reply["etag"] == tag)
            // A length that is not the page's would be wrong (RFC 9110, 8.6).
            #expect(reply["content-length"] == nil || reply["content-length"] == first["content-length"])
        }
        for other in ["\"other\"", "other", String(tag.dropLast()), ""] {
            #expect(try await client.get("/", ["If-None-Match: \(other)"]).status == 200, "\(other)")
        }
    }

    @Test("every form, every page and the compressed page have tags of their own")
    func tags() async throws {
        let client = try await SharedServer.it.server().client
        var tags: Set<String> = []
        let paths = ["/index.html", "/index.txt", "/index.json", "/index.csv"]
        for path in paths {
            tags.insert(try #require(try await client.get(path)["etag"]))
            tags.insert(try #require(try await client.get(path, ["Accept-Encoding: gzip"])["etag"]))
        }
        #expect(tags.count == paths.count * 2)
    }

    // MARK: - Compression

    @Test(
        "gzip is sent to those who accept it, and is the same page",
        arguments: [
            ("gzip", true), ("gzip, deflate, br", true), ("br;q=1.0, gzip;q=0.5", true), ("*", true), ("GZIP", true),
            ("gzip; q=1", true), ("deflate,\tgzip", true), ("*;q=0, gzip", true), ("", false), ("identity", false),
            ("br", false), ("gzip;q=0", false), ("gzip; q=0.000", false), ("gzip;Q=0", false), ("*;q=0", false),
            ("gzip;q=0, *", false), ("xgzip", false),
        ])
    func compression(accepted: String, isCompressed: Bool) async throws {
        let client = try await SharedServer.it.server().client
        let plain = try await client.get("/prefectures/22/")
        let reply = try await client.get("/prefectures/22/", ["Accept-Encoding: \(accepted)"])
        #expect(reply.status == 200)
        #expect(reply["vary"] == "Accept-Encoding")
        #expect(reply["content-encoding"] == (isCompressed ? "gzip" : nil))
        let isSame = (isCompressed ? gunzip(reply.body) : reply.body) == plain.body
        #expect(isSame)
        if isCompressed { #expect(reply.body.count * 2 < plain.body.count) }
    }
}
