import Analytics
import Synchronization

/// Forecasts that were computed before, prefecture by prefecture: most revisions change the series of one prefecture
/// or of none, and then the others cost nothing.
///
/// A prefecture is computed by one thread at a time; whoever asks meanwhile waits for the same result. Never call it
/// on an event loop.
package final class ForecastMemo: Sendable {
    /// Those of one prefecture: the last two inputs, so that a look at an earlier day does not drive out today's.
    private final class Slot: Sendable {
        let kept = Mutex<[PrefectureForecast]>([])
    }

    private static let capacity = 2
    /// By the number of the prefecture.
    private let slots = (0...47).map { _ in Slot() }
    private let count = Mutex(0)

    package init() {}

    /// How many forecasts have been computed and not found.
    package var computed: Int { count.withLock { $0 } }

    /// The forecast of an input: the same series, day and campaigns are computed once.
    package func forecast(_ input: ForecastInput) -> PrefectureForecast {
        guard slots.indices.contains(input.prefecture) else { return PrefectureForecast(input) }
        return slots[input.prefecture].kept.withLock { kept in
            if let place = kept.firstIndex(where: { $0.input == input }) {
                let found = kept.remove(at: place)
                kept.append(found)
                return found
            }
            count.withLock { $0 += 1 }
            let forecast = PrefectureForecast(input)
            kept.append(forecast)
            if kept.count > ForecastMemo.capacity { kept.removeFirst() }
            return forecast
        }
    }
}
