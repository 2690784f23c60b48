import Adoption
import CZlib
import Logging
import Operations
import Server
import TestSupport
import TestWorkspace

/// The real application on a port that the system chose.
struct TestServer: Sendable {
    let live: LiveSite
    let client: RawClient
    private let running: Task<Void, any Error>

    /// - Parameter day: nil follows the workspace's clock.
    init(
        _ workspace: Workspace, asOf day: Day? = TestServer.day,
        settings: ServerSettings = ServerSettings(host: "127.0.0.1", port: 0)
    ) async throws {
        let live = try LiveSite(workspace, asOf: day, language: .japanese)
        let (addresses, listening) = AsyncStream<String>.makeStream()
        let running = Task(executorPreference: ServerThreads.shared) {
            defer { listening.finish() }
            try await serve(live, settings: settings, logger: quiet) { address in
                listening.yield(address)
            }
        }
        var iterator = addresses.makeAsyncIterator()
        guard let address = await iterator.next(),
            let port = UInt16(address.dropLast().split(separator: ":").last ?? "")
        else {
            try await running.value
            throw ClientError(description: "the server did not start")
        }
        self.live = live
        client = RawClient(port: port)
        self.running = running
    }

    /// Stops it and waits until it has stopped.
    func stop() async {
        running.cancel()
        _ = await running.result
    }

    static let day = Day("2026-10-31")

    /// Three offices in two cities, one of them using the system: 静岡市葵区, 沼津市.
    static func begin(_ it: TestWorkspace) throws {
        try it.importOffices(offices, on: "2026-10-31")
        try it.importRegistrations(
            [StageRow(officeNumber(1), from: "2026-01-05")], on: "2026-10-31", covers: ["静岡県"])
    }

    static let offices = [
        OfficeRow(officeNumber(1), "43"), OfficeRow(officeNumber(2), "43"), OfficeRow(officeNumber(3), area: "222038"),
    ]

    /// Runs a test against a server of its own.
    static func with(
        _ it: TestWorkspace, asOf day: Day? = TestServer.day, _ test: (TestServer) async throws -> Void
    ) async throws {
        let server = try await TestServer(it.workspace, asOf: day)
        do { try await test(server) } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }
}

/// Says nothing: what a server logs is not what these tests look at.
let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// One server for all tests that change nothing. It runs until the tests end.
actor SharedServer {
    static let it = SharedServer()
    private var started: Task<TestServer, any Error>?

    func server() async throws -> TestServer {
        let task =
            started
            ?? Task {
                let workspace = try TestWorkspace()
                try TestServer.begin(workspace)
                return try await TestServer(workspace.workspace)
            }
        started = task
        return try await task.value
    }
}

/// What zlib makes of gzip bytes; nil when they are damaged.
func gunzip(_ bytes: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    // 15 bits of window, plus 16: gzip only.
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: 8 << 20)
    let status = input.withUnsafeMutableBufferPointer { source in
        output.withUnsafeMutableBufferPointer { target in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            stream.next_out = target.baseAddress
            stream.avail_out = UInt32(target.count)
            return inflate(&stream, Z_FINISH)
        }
    }
    guard status == Z_STREAM_END, stream.avail_in == 0 else { return nil }
    output.removeLast(output.count - Int(stream.total_out))
    return output
}
