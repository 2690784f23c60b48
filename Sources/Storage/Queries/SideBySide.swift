import Adoption
import Dispatch
import Synchronization

/// Does two pieces of blocking work at the same time, one of them on the calling thread.
func sideBySide<First: Sendable, Second: Sendable>(
    _ first: @Sendable () throws -> First, _ second: @Sendable () throws -> Second
) throws -> (First, Second) {
    let results = Mutex<(first: Result<First, any Error>?, second: Result<Second, any Error>?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { index in
        if index == 0 {
            let result = Result { try first() }
            results.withLock { $0.first = result }
        } else {
            let result = Result { try second() }
            results.withLock { $0.second = result }
        }
    }
    let (one, other) = results.withLock { $0 }
    guard let one, let other else { throw Failure(.internal, "並行した処理が結果を返しませんでした。") }
    return (try one.get(), try other.get())
}
