import Adoption
import CPQ
import Dispatch
import Synchronization

/// A bounded number of connections to one database. Each is in the hands of one thread at a time.
final class PostgreSQLPool: Sendable {
    private struct State {
        var idle: [PostgreSQLSession] = []
        /// After a failed attempt to connect: until when to fail at once with the same answer.
        var refusal: (until: ContinuousClock.Instant, failure: Failure)?
        var delay = PostgreSQLPool.firstDelay
    }

    private static let firstDelay = Duration.milliseconds(100)
    private static let longestDelay = Duration.seconds(1)

    let settings: PostgreSQLSettings
    private let places: DispatchSemaphore
    private let state = Mutex(State())

    init(settings: PostgreSQLSettings) {
        self.settings = settings
        // Not created with its count: Dispatch traps when a semaphore ends with fewer places than it began with.
        places = DispatchSemaphore(value: 0)
        for _ in 0..<max(1, settings.connections) { places.signal() }
    }

    /// A connection, and whether it has been used before (and may have died meanwhile).
    /// - Throws: `Failure.unavailable` when none becomes free in time or the server cannot be reached.
    func take() throws -> (session: PostgreSQLSession, isReused: Bool) {
        guard places.wait(timeout: .now() + .milliseconds(settings.patience)) == .success else {
            throw Failure(
                .unavailable, "データベースの接続がすべて使われています。", hint: "しばらくしてから、もう一度実行してください。")
        }
        do {
            while let session = state.withLock({ $0.idle.popLast() }) {
                if session.isQuiet { return (session, true) }
            }
            return (try connect(), false)
        } catch {
            places.signal()
            throw error
        }
    }

    /// Takes a connection back, or closes it when it is of no further use.
    func giveBack(_ session: PostgreSQLSession) {
        if session.isReusable { state.withLock { $0.idle.append(session) } } else { session.close() }
        places.signal()
    }

    /// Closes what is idle: when one connection is found dead, the others are too.
    func dropIdle() {
        let dropped = state.withLock { state in
            defer { state.idle = [] }
            return state.idle
        }
        for session in dropped { session.close() }
    }

    private func connect() throws -> PostgreSQLSession {
        let refusal = state.withLock { $0.refusal }
        if let refusal, refusal.until > .now { throw refusal.failure }
        do {
            let session = try PostgreSQLSession(settings: settings)
            state.withLock {
                $0.refusal = nil
                $0.delay = PostgreSQLPool.firstDelay
            }
            return session
        } catch let failure as Failure {
            // Many requests at once must not each wait for a server that has just not answered.
            state.withLock {
                $0.refusal = (.now + $0.delay, failure)
                $0.delay = min($0.delay * 2, PostgreSQLPool.longestDelay)
            }
            throw failure
        }
    }
}
