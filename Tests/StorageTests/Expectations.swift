import Adoption
import Dispatch
import Storage
import Synchronization
import TestSupport
import Testing

/// Expects a failure with a code and returns it.
@discardableResult
func expectFailure(
    _ code: Failure.Code, _ body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) -> Failure? {
    do {
        try body()
        Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    } catch let failure as Failure {
        #expect(failure.code == code, "\(failure)", sourceLocation: sourceLocation)
        return failure
    } catch {
        Issue.record("\(error) was thrown in place of a Failure", sourceLocation: sourceLocation)
    }
    return nil
}

/// Runs a closure on several threads at once and throws the first of their errors.
func inParallel(_ threads: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
    let failed = Failed()
    let group = DispatchGroup()
    for thread in 0..<threads {
        // Queues of their own: `concurrentPerform` may run one after another, and then nobody waits for anybody.
        DispatchQueue(label: "test \(thread)").async(group: group) {
            do { try body(thread) } catch { failed.error.withLock { $0 = $0 ?? error } }
        }
    }
    group.wait()
    if let error = failed.error.withLock({ $0 }) { throw error }
}

private final class Failed: Sendable {
    let error = Mutex<(any Error)?>(nil)
}

/// Numbers that look random and are the same in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

extension Driver {
    /// One statement in a transaction of its own.
    func change(_ sql: String, _ arguments: Arguments = [:]) throws {
        _ = try transaction { try $0.execute(sql, arguments) }
    }
}
