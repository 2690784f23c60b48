import Adoption
import Glibc
import Operations
import Server
import Storage
import TestSupport
import TestWorkspace
import Testing

/// What a running server does when the world changes.
@Suite("A running server")
struct LiveServerTests {
    private static let page = "/municipalities/221007/index.json"

    @Test(
        "what another process imports is shown without a restart, and clients fetch it anew",
        arguments: Engine.available)
    func newRevision(engine: Engine) async throws {
        let it = try TestWorkspace()
        let database = try TestDatabase(engine).address
        let clock = it.clock
        let writer = try Workspace(project: it.workspace.project, database: database, clock: { clock.now() })
        _ = try writer.initialise(actor: "test")
        let first = try it.file("first.csv", officesCSV(TestServer.offices))
        _ = try writer.importOffices(it.request([first], on: "2026-10-31"))
        let reader = try Workspace(project: it.workspace.project, database: database, clock: { clock.now() })
        let server = try await TestServer(reader)
        let before = try await server.client.get(LiveServerTests.page)
        #expect(before.status == 200)

        let second = try it.file("second.csv", registrationsCSV([StageRow(officeNumber(1), from: "2026-01-05")]))
        let request = it.request([second], on: "2026-10-31", covers: ["静岡県"])
        let client = server.client
        // On one thread of its own, so that only the server is measured.
        let (after, time) = try await RawClient.onThread {
            _ = try writer.importRegistrations(request)
            let recorded = ContinuousClock.now
            var reply = before
            repeat {
                usleep(20_000)
                reply = try client.ask("GET", LiveServerTests.page, ["If-None-Match: \(before["etag"] ?? "")"])
            } while reply.status == 304 && ContinuousClock.now - recorded < .seconds(30)
            return (reply, ContinuousClock.now - recorded)
        }
        // The promise is one second; an unoptimised build on a busy machine gets more.
        #expect(time < .seconds(5))
        #expect(after.status == 200)
        #expect(after.text.contains("\"revision\": 3") || after.text.contains("\"revision\":3"))
        #expect(after["etag"] != before["etag"])
        #expect(try await server.client.get("/healthz").text == "ok\nrevision 3\n")
        await server.stop()
    }

    @Test("a port that is taken is said with its number and with what to do")
    func portTaken() async throws {
        let server = try await SharedServer.it.server()
        let port = Int(server.client.port)
        let failure = await #expect(throws: Failure.self) {
            try await serve(
                server.live, settings: ServerSettings(host: "127.0.0.1", port: port), logger: quiet
            ) { _ in }
        }
        #expect(failure?.code == .unavailable)
        #expect(failure?.message.contains("\(port)") == true)
        #expect(failure?.hint?.contains("--port") == true)
        #expect(try await server.client.get("/healthz").status == 200)
    }

    @Test("a server that was stopped frees its port")
    func stops() async throws {
        let it = try TestWorkspace()
        try TestServer.begin(it)
        let server = try await TestServer(it.workspace)
        #expect(try await server.client.get("/").status == 200)
        await server.stop()
        await #expect(throws: ClientError.self) { try await server.client.get("/") }
    }

    @Test("a database that was never initialised is refused with what to do, before the server listens")
    func uninitialised() async throws {
        let it = try TestWorkspace(initialises: false)
        let failure = #expect(throws: Failure.self) {
            try LiveSite(it.workspace, asOf: TestServer.day, language: .japanese)
        }
        #expect(failure?.code == .notFound)
        #expect(failure?.hint?.contains("fukyu init") == true)
    }
}
