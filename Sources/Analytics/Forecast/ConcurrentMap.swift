import Dispatch

/// `body(0) … body(count − 1)`, several at a time. The result is in the order of the places, so that it does not
/// depend on how many processors there are.
func concurrentMap<Value: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Value) -> [Value] {
    [Value](unsafeUninitializedCapacity: count) { buffer, filled in
        // Each place is written once, by one thread, and read only when all are done.
        nonisolated(unsafe) let places = buffer
        DispatchQueue.concurrentPerform(iterations: count) { place in
            places.initializeElement(at: place, to: body(place))
        }
        filled = count
    }
}
