@testable import CSV

/// Reads everything as texts, with small chunks when asked.
func records(
    _ source: ByteSource, delimiter: CSVReader.Delimiter = .comma,
    limits: CSVReader.Limits = .init(), chunkSize: Int = 1 << 20
) throws -> [[String]] {
    let reader = try CSVReader(
        source, delimiter: delimiter, limits: limits, chunkSize: chunkSize, observe: nil)
    var rows: [[String]] = []
    try reader.forEachRow { rows.append($0.texts) }
    return rows
}

func records(_ text: String) throws -> [[String]] { try records(.text(text)) }

/// The error that reading ends with, nil when it succeeds.
func failure(
    _ source: ByteSource, limits: CSVReader.Limits = .init(), chunkSize: Int = 1 << 20
) -> ReadingError? {
    do {
        _ = try records(source, limits: limits, chunkSize: chunkSize)
        return nil
    } catch {
        return error as? ReadingError
    }
}

/// A small fixed generator (splitmix64), so that a failing case repeats.
struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
