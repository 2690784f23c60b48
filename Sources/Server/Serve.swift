import Adoption
import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Operations
import ServiceLifecycle
import UnixSignals

/// Where the server listens.
package struct ServerSettings: Sendable {
    package var host: String
    /// 0 lets the system choose.
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}

/// Serves the site until a signal stops it; requests under way are finished first.
/// - Parameter started: told the address once the server listens.
/// - Throws: `Failure.unavailable` when the port is taken.
package func serve(
    _ live: LiveSite, settings: ServerSettings, logger: Logger, started: @escaping @Sendable (String) -> Void
) async throws {
    let responder = SiteResponder(live: live)
    let application = Application(
        responder: CallbackResponder<BasicRequestContext> { request, _ in responder.respond(to: request) },
        server: .http1(configuration: .init(additionalChannelHandlers: [], idleTimeout: .seconds(60))),
        configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: nil),
        onServerRunning: { channel in
            started("http://\(settings.host):\(channel.localAddress?.port ?? settings.port)/")
        },
        logger: logger)
    var group = ServiceGroupConfiguration(
        services: [
            .init(service: application, successTerminationBehavior: .gracefullyShutdownGroup),
            .init(service: SiteRefresh(live: live, logger: logger)),
        ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    group.maximumGracefulShutdownDuration = .seconds(10)
    do {
        try await ServiceGroup(configuration: group).run()
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
        throw Failure(
            .unavailable, "ポート \(settings.port) はほかのプログラムが使っています。",
            hint: "--port か FUKYU_PORT で別の番号を指定してください(例: --port 8081)。")
    } catch let error as IOError {
        throw Failure(
            .unavailable, "\(settings.host):\(settings.port) で待ち受けられません(\(error))。", hint: "--host と --port を確かめてください。")
    }
}

/// Looks for a new revision and a new day twice a second, so that every server shows what any process recorded.
private struct SiteRefresh: Service {
    let live: LiveSite
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                switch await live.refresh() {
                case .unchanged: break
                case .newEdition: logger.info("new edition")
                case .lost(let failure):
                    logger.error(
                        "the database cannot be read; the last pages stay up", metadata: ["why": "\(failure.message)"])
                case .regained: logger.notice("the database can be read again")
                }
                // An interrupted sleep means the server stops.
                guard (try? await Task.sleep(for: .milliseconds(400))) != nil else { return }
            }
        }
    }
}
