import Foundation

/// A JSON value that keeps integers, doubles and booleans apart.
enum JSON: Decodable, Equatable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {  // try?: the next kind is tried
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {  // try?: as above
            self = .int(value)
        } else if let value = try? container.decode(Double.self) {  // try?: as above
            self = .double(value)
        } else if let value = try? container.decode(String.self) {  // try?: as above
            self = .string(value)
        } else if let value = try? container.decode([JSON].self) {  // try?: as above
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }

    subscript(key: String) -> JSON {
        if case .object(let members) = self { return members[key] ?? .null }
        return .null
    }

    var int: Int? {
        if case .int(let value) = self { return value }
        return nil
    }

    var double: Double? {
        switch self {
        case .int(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    var string: String? {
        if case .string(let value) = self { return value }
        return nil
    }

    var array: [JSON] {
        if case .array(let values) = self { return values }
        return []
    }

    var members: [String: JSON] {
        if case .object(let members) = self { return members }
        return [:]
    }

    static func int(_ value: Int?) -> JSON { value.map { .int($0) } ?? .null }

    static func double(_ value: Double?) -> JSON { value.map { .double($0) } ?? .null }

    static func ints(_ values: [Int]) -> JSON { .array(values.map { .int($0) }) }

    static func strings(_ values: [String]) -> JSON { .array(values.map { .string($0) }) }
}

/// How far a number may lie from the expected one.
struct Tolerance {
    var absolute: Double
    var relative: Double

    init(_ json: JSON) {
        absolute = json["abs"].double ?? 0
        relative = json["rel"].double ?? 0
    }

    func accepts(_ got: Double, _ want: Double) -> Bool {
        got == want || abs(got - want) <= max(absolute, relative * abs(want))
    }

    /// Where `got` differs from `want`, as paths; keys that are remarks, prints of the source or traps are skipped.
    func differences(_ got: JSON, _ want: JSON, at path: String = "") -> [String] {
        switch (got, want) {
        case (.object(let mine), .object(let theirs)):
            let wanted = theirs.filter { !Tolerance.isRemark($0.key) }
            let missing = Set(mine.keys).symmetricDifference(wanted.keys).sorted().map { "\(path)/\($0) on one side" }
            return missing
                + wanted.sorted { $0.key < $1.key }.flatMap { key, value in
                    mine[key].map { differences($0, value, at: "\(path)/\(key)") } ?? []
                }
        case (.array(let mine), .array(let theirs)):
            guard mine.count == theirs.count else { return ["\(path): \(mine.count) of \(theirs.count) elements"] }
            return zip(mine, theirs).enumerated().flatMap { differences($1.0, $1.1, at: "\(path)/\($0)") }
        case (.int, .int): break
        default:
            if let mine = got.double, let theirs = want.double, accepts(mine, theirs) { return [] }
        }
        return got == want ? [] : ["\(path): got \(got), want \(want)"]
    }

    private static func isRemark(_ key: String) -> Bool {
        ["TRAP", "pitfall", "note", "published", "printed", "recalled"].contains { key.contains($0) }
    }
}
