import Dispatch

/// Runs work that blocks (a database, a big file) on threads of its own, so that the event loops go on serving.
package enum BlockingWork {
    private static let queue = DispatchQueue(label: "fukyu.blocking", attributes: .concurrent)

    package static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result { try work() }) }
        }
    }
}
