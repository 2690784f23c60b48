import Adoption
import Synchronization

/// How often forms may be sent.
package struct FormLimits: Sendable, Hashable {
    /// From one client address within 10 minutes. Offices behind one address of a closed network share it.
    package var perAddress: Int
    /// Applications with one office number within an hour.
    package var perOffice: Int

    package init(perAddress: Int = 30, perOffice: Int = 6) {
        self.perAddress = perAddress
        self.perOffice = perOffice
    }
}

/// Token buckets in a fixed amount of memory: however many addresses send, not one byte more is kept.
///
/// A key's bucket lies in one of four places, chosen by its hash. Where all four are taken, the one that is fullest
/// again gives way: it says the least about its owner.
final class RateLimit: Sendable {
    private struct Bucket {
        var key: UInt64 = 0
        /// What is left, in milliseconds of the window for each token: exact, however often it is looked at.
        var level: Int64 = 0
        var at: Int64 = 0
    }

    private static let ways = 4
    private static let sets = 1024

    /// Tokens in a full bucket.
    private let count: Int64
    /// Milliseconds in which an empty bucket fills; at the same time what a token costs.
    private let window: Int64
    private let buckets: Mutex<[Bucket]>

    init(_ count: Int, within seconds: Int) {
        self.count = Int64(max(1, count))
        window = Int64(max(1, seconds)) * 1000
        buckets = Mutex(Array(repeating: Bucket(), count: RateLimit.ways * RateLimit.sets))
    }

    /// Takes a token.
    /// - Returns: nil, or the seconds until there is one.
    func take(_ key: some Hashable, at now: Instant) -> Int? {
        // The seed of the hash is new in every process: nobody can choose keys that meet in one set.
        let hash = UInt64(bitPattern: Int64(key.hashValue)) | 1
        let first = Int(hash >> 1 & UInt64(RateLimit.sets - 1)) * RateLimit.ways
        return buckets.withLock { buckets in
            let places = first..<(first + RateLimit.ways)
            for place in places where buckets[place].key != 0 {
                buckets[place].level = filled(buckets[place], at: now.milliseconds)
                buckets[place].at = now.milliseconds
            }
            let place =
                places.first { buckets[$0].key == hash } ?? places.first { buckets[$0].key == 0 }
                ?? places.max { buckets[$0].level < buckets[$1].level } ?? first
            if buckets[place].key != hash {
                buckets[place] = Bucket(key: hash, level: count * window, at: now.milliseconds)
            }
            if buckets[place].level >= window {
                buckets[place].level -= window
                return nil
            }
            // A bucket gains `count` in a millisecond.
            let seconds = count * 1000
            return Int((window - buckets[place].level + seconds - 1) / seconds)
        }
    }

    private func filled(_ bucket: Bucket, at now: Int64) -> Int64 {
        // A clock that was set back must not empty a bucket, and one that leapt must not overflow.
        let passed = min(max(0, now - bucket.at), window)
        return min(count * window, bucket.level + passed * count)
    }
}

/// How many requests may wait for the database at once; more are turned away rather than queued.
final class Gate: Sendable {
    private let limit: Int
    private let count = Mutex(0)

    init(_ limit: Int) {
        self.limit = limit
    }

    func enter() -> Bool {
        count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
    }

    func leave() { count.withLock { $0 -= 1 } }
}
