import Dispatch
import Synchronization

/// Threads for the server under test: other tests compute for seconds on those that tasks share, and a server that
/// waits for them would look slow.
final class ServerThreads: TaskExecutor {
    static let shared = ServerThreads()

    private let jobs = Mutex<[UnownedJob]>([])
    private let waiting = DispatchSemaphore(value: 0)

    private init() {
        for _ in 0..<4 {
            Task.detached {
                // The work never ends; only the tests' end ends it.
                try await RawClient.onThread { self.run() }
            }
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        waiting.signal()
    }

    private func run() {
        while true {
            waiting.wait()
            guard let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { continue }
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
