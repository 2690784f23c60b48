import Adoption
import Glibc
import Operations
import Synchronization

/// Standard output, standard error and the progress line.
enum Terminal {
    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    static func print(_ text: String) {
        write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO)
    }

    /// The command's output as bytes.
    /// - Throws: `Failure.unavailable` when they cannot be written (a full disk behind a redirection).
    static func print(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBufferPointer { try Files.writeAll($0, STDOUT_FILENO, "標準出力") }
    }

    /// Something to know that is not the command's output.
    static func remark(_ text: String) {
        write(text + "\n", to: STDERR_FILENO)
    }

    static func complain(_ failure: Failure) {
        remark("エラー: \(failure.message)")
        if let hint = failure.hint { remark("次にすること: \(hint)") }
    }

    static func write(_ text: String, to descriptor: Int32) {
        var text = text
        // Whoever read the output is gone: there is nobody left to tell.
        text.withUTF8 { bytes in try? Files.writeAll(bytes, descriptor, "標準出力") }
    }
}

/// A progress line on standard error: only on a terminal, and only for work that takes longer than a second.
final class ProgressLine: Sendable {
    private let isShown: Bool
    private let started = Clock.now().milliseconds
    private let last = Mutex<Int64>(0)

    init() {
        isShown = isatty(STDERR_FILENO) == 1
    }

    var receiver: ProgressReceiver {
        { progress in self.show(progress) }
    }

    private func show(_ progress: Progress) {
        guard isShown else { return }
        let now = Clock.now().milliseconds
        guard now - started > 1000 else { return }
        let isDue = last.withLock { last in
            guard now - last > 100 else { return false }
            last = now
            return true
        }
        guard isDue else { return }
        var line = progress.step
        if let total = progress.total, total > 0 {
            let filled = 20 * progress.done / total
            let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: 20 - filled)
            line += " [\(bar)] \(progress.done)/\(total)"
        }
        Terminal.write("\r\u{1B}[K\(line)", to: STDERR_FILENO)
    }

    func clear() {
        if isShown, last.withLock({ $0 }) > 0 { Terminal.write("\r\u{1B}[K", to: STDERR_FILENO) }
    }
}

/// The one place that asks the clock.
enum Clock {
    static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    static var today: Day { now().dayInJapan }
}
