import Adoption

/// The values of a statement in PostgreSQL's text form, whose types the server infers from where they stand.
struct PostgreSQLValues {
    private var bytes: [CChar] = []
    /// Where each value begins; nil for NULL.
    private var starts: [Int?] = []

    init(_ arguments: Arguments, names: [String], sql: String) throws {
        guard names.count == arguments.count else { throw Failure(.internal, "SQLにない値が渡されました: \(sql)") }
        for name in names {
            guard let value = arguments[name] else { throw Failure(.internal, "SQLの値が足りません(\(name))。") }
            guard let text = try value.postgreSQLText else {
                starts.append(nil)
                continue
            }
            starts.append(bytes.count)
            bytes += text.utf8CString
        }
    }

    func withPointers<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { buffer in
            let pointers = starts.map { start in
                start.flatMap { start in buffer.baseAddress.map { $0 + start } }
            }
            return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
        }
    }
}

extension Value {
    /// nil for NULL.
    var postgreSQLText: String? {
        get throws {
            switch self {
            case .null: return nil
            case .int(let number): return String(number)
            case .real(let number):
                guard number.isFinite else { throw Value.notFinite }
                // SQLite knows no −0, and a ledger must be the same on both.
                return number == 0 ? "0" : number.description
            case .text(let text):
                guard !text.utf8.contains(0) else { throw Value.zeroCharacter }
                return text
            case .blob(let bytes):
                let digits = Array("0123456789abcdef".utf8)
                let hex = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
                return "\\x" + String(decoding: hex, as: UTF8.self)
            }
        }
    }

    /// PostgreSQL cannot store it, so neither engine does.
    static let zeroCharacter = Failure(.invalid, "文字列に使えない文字(U+0000)が含まれています。")
    /// SQLite would store NULL for it, PostgreSQL a number that compares in its own way.
    static let notFinite = Failure(.invalid, "数として扱えない値(無限大など)が含まれています。")
}
