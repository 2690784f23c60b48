import Adoption

/// The files under way: each fills a buffer that is handed on when it is full, so that the nation's files are never
/// held in memory.
struct SampleOutput {
    private struct Pending {
        var path: String
        var bytes: [UInt8]
    }

    private static let limit = 192 * 1024
    private var pending: [Pending] = []
    private var places: [String: Int] = [:]
    private let write: (String, [UInt8]) throws -> Void

    init(write: @escaping (String, [UInt8]) throws -> Void) {
        self.write = write
    }

    /// The place of a file; its header is written when the first row comes.
    mutating func file(_ path: String, header: String) -> Int {
        if let place = places[path] { return place }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(SampleOutput.limit + 4_096)
        bytes.append(contentsOf: header.utf8)
        pending.append(Pending(path: path, bytes: bytes))
        places[path] = pending.count - 1
        return pending.count - 1
    }

    mutating func add(to file: Int, _ row: (inout [UInt8]) -> Void) throws {
        row(&pending[file].bytes)
        if pending[file].bytes.count >= SampleOutput.limit {
            try write(pending[file].path, pending[file].bytes)
            pending[file].bytes.removeAll(keepingCapacity: true)
        }
    }

    /// Hands on what is left.
    mutating func finish() throws {
        for place in pending.indices where !pending[place].bytes.isEmpty {
            try write(pending[place].path, pending[place].bytes)
            pending[place].bytes.removeAll()
        }
    }
}

extension [UInt8] {
    mutating func add(_ text: String) { append(contentsOf: text.utf8) }

    /// A cell and the comma after it.
    mutating func cell(_ text: String) {
        append(contentsOf: text.utf8)
        append(UInt8(ascii: ","))
    }

    mutating func cell(_ number: Int, width: Int) {
        digits(number, width: width)
        append(UInt8(ascii: ","))
    }

    mutating func cell(_ code: MunicipalityCode) { cell(Int(code.number), width: 6) }

    mutating func cell(_ day: Day?) {
        if let day { add(day.description) }
        append(UInt8(ascii: ","))
    }

    mutating func comma(_ count: Int = 1) {
        for _ in 0..<count { append(UInt8(ascii: ",")) }
    }

    /// Decimal digits with leading zeros up to `width`.
    mutating func digits(_ number: Int, width: Int) {
        var divisor = 1
        var places = 1
        while places < width || number / divisor >= 10 {
            divisor *= 10
            places += 1
        }
        while divisor > 0 {
            append(UInt8(truncatingIfNeeded: 48 + number / divisor % 10))
            divisor /= 10
        }
    }

    /// Ten-millionths of a degree as `35.0612345`.
    mutating func degrees(_ value: Int) {
        digits(value / 10_000_000, width: 1)
        append(UInt8(ascii: "."))
        digits(value % 10_000_000, width: 7)
    }
}
