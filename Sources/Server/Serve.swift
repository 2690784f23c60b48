import Adoption
import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Operations
import ServiceLifecycle
import UnixSignals

/// Where the server listens, and what it takes.
package struct ServerSettings: Sendable {
    package var host: String
    /// 0 lets the system choose.
    package var port: Int
    /// Whether it receives applications; a server that reads from a replica does not.
    package var receivesForms: Bool
    package var formLimits: FormLimits
    /// Addresses of reverse proxies whose X-Forwarded-For is believed.
    package var trustedProxies: [String]
    /// What the limits of forms go by.
    package var clock: @Sendable () -> Instant

    package init(
        host: String, port: Int, receivesForms: Bool = true, formLimits: FormLimits = FormLimits(),
        trustedProxies: [String] = [], clock: @escaping @Sendable () -> Instant = ServerSettings.running
    ) {
        self.host = host
        self.port = port
        self.receivesForms = receivesForms
        self.formLimits = formLimits
        self.trustedProxies = trustedProxies
        self.clock = clock
    }

    /// Time since the system started: it never goes back, whoever sets the clock.
    package static let running: @Sendable () -> Instant = {
        let start = ContinuousClock.now
        return { Instant(milliseconds: Int64((ContinuousClock.now - start) / .milliseconds(1))) }
    }()
}

/// Serves the site until a signal stops it; requests under way are finished first.
/// - Parameter started: told the address once the server listens.
/// - Throws: `Failure.unavailable` when the port is taken.
package func serve(
    _ live: LiveSite, settings: ServerSettings, logger: Logger, started: @escaping @Sendable (String) -> Void
) async throws {
    let pages = SiteResponder(live: live)
    let campaigns = live.forms(isReadOnly: !settings.receivesForms)
    let forms = FormResponder(
        campaigns, limits: settings.formLimits, trustedProxies: settings.trustedProxies, logger: logger,
        clock: settings.clock)
    let application = Application(
        responder: CallbackResponder<AddressContext> { request, context in
            if let address = FormAddress(request.uri.path) {
                return await forms.respond(to: request, at: address, remote: context.remote)
            }
            return await pages.respond(to: request)
        },
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
            .init(service: CampaignAdvance(forms: campaigns, logger: logger)),
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

/// Every minute: deadlines that passed, places for those who wait, contact data whose day has come.
private struct CampaignAdvance: Service {
    let forms: CampaignForms
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // An interrupted sleep means the server stops.
                guard (try? await Task.sleep(for: .seconds(60))) != nil else { return }
                guard !forms.isReadOnly else { continue }
                do {
                    let report = try await BlockingWork.run { try forms.advance() }
                    if report.steps > 0 || report.contacts > 0 {
                        logger.info(
                            "campaigns went on",
                            metadata: ["steps": "\(report.steps)", "contacts deleted": "\(report.contacts)"])
                    }
                } catch {
                    logger.error("campaigns could not go on", metadata: ["error": "\(type(of: error))"])
                }
            }
        }
    }
}
