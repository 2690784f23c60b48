import Glibc

/// Why a file could not be read as text or as CSV, and where to look.
package struct ReadingError: Error, Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        /// The system refused to open or read it (`errno`).
        case unreadable(errno: Int32)
        /// The first bytes are those of another kind of file.
        case refused(BinaryKind)
        /// Bytes that are no character in the encoding that fits best.
        case invalidBytes(TextEncoding)
        /// The file ends in the middle of a character: it was cut off.
        case truncatedCharacter(TextEncoding)
        /// U+0000, which neither database accepts, and which text never holds.
        case nul
        /// Somebody wrote to the file while it was being read.
        case changedWhileReading
        /// Standard input beyond the limit in bytes.
        case tooLarge(limit: Int)
        /// A quoted field that never ends; the position is its opening quote.
        case unterminatedQuote
        /// Something other than a delimiter after a closing quote.
        case textAfterQuote
        /// The last record ends in the middle: fewer fields than the header.
        case truncatedRecord(fields: Int, expected: Int)
        /// A field beyond the limit in bytes; `quoted` hints at a lost quote.
        case fieldTooLong(limit: Int, quoted: Bool)
        /// A record beyond the limit in bytes.
        case recordTooLong(limit: Int)
        /// More fields in one record than the limit.
        case tooManyColumns(limit: Int)
        /// The C library has no conversion table for CP932.
        case conversionUnavailable
    }

    package let kind: Kind
    /// Physical line, from 1, where one is known.
    package var line: Int?
    /// Character in that line, from 1 (Unicode scalars).
    package var column: Int?
    /// Field in the record, from 1.
    package var field: Int?
    /// Offset of the first offending byte in the file.
    package var byteOffset: Int?

    package init(
        _ kind: Kind, line: Int? = nil, column: Int? = nil, field: Int? = nil, byteOffset: Int? = nil
    ) {
        self.kind = kind
        self.line = line
        self.column = column
        self.field = field
        self.byteOffset = byteOffset
    }
}

/// Files that people send in place of a CSV file.
package enum BinaryKind: String, Equatable, Sendable {
    case excelWorkbook, legacyExcel, zip, gzip, pdf, image, database, other
}

extension ReadingError: CustomStringConvertible {
    /// The sentence for the user, with the place to look at.
    package var description: String {
        var place = ""
        if let line { place += "\(line)行目" }
        if let column { place += "\(column)文字目" }
        if let field { place += "（\(field)列目）" }
        if place.isEmpty, let byteOffset { place = "先頭から\(byteOffset)バイト" }
        return place.isEmpty ? sentence : "\(place): \(sentence)"
    }

    private var sentence: String {
        switch kind {
        case .unreadable(let code): return "ファイルを読めません（\(Self.reason(code))）。"
        case .refused(let kind): return kind.sentence
        case .invalidBytes(let encoding):
            return "\(encoding.label)として読めない文字があります。ファイルが壊れているか、別の文字コードです。"
        case .truncatedCharacter(let encoding):
            return "文字の途中でファイルが終わっています（\(encoding.label)）。途中で切れたファイルです。"
        case .nul: return "文字でないデータ（NUL）が含まれています。"
        case .changedWhileReading: return "読んでいる間にファイルが書き換えられました。もう一度実行してください。"
        case .tooLarge(let limit): return "入力が大きすぎます（上限\(limit / 1_048_576)MB）。"
        case .unterminatedQuote: return "ここで始まる引用符「\"」が閉じられていません。"
        case .textAfterQuote: return "閉じた引用符「\"」の後に文字があります。"
        case .truncatedRecord(let fields, let expected):
            return "行の途中でファイルが終わっています（\(expected)列のうち\(fields)列）。途中で切れたファイルです。"
        case .fieldTooLong(let limit, let quoted):
            let hint = quoted ? "引用符「\"」が閉じられていない可能性があります。" : ""
            return "項目が長すぎます（上限\(limit)バイト）。\(hint)"
        case .recordTooLong(let limit): return "1行が長すぎます（上限\(limit)バイト）。"
        case .tooManyColumns(let limit): return "列が多すぎます（上限\(limit)列）。"
        case .conversionUnavailable: return "この環境ではCP932（Shift_JIS）の変換表を利用できません。"
        }
    }

    private static func reason(_ code: Int32) -> String {
        switch code {
        case ENOENT: return "見つかりません"
        case EACCES, EPERM: return "読む権限がありません"
        case EISDIR: return "フォルダーです"
        default: return String(cString: strerror(code))
        }
    }
}

extension BinaryKind {
    /// What the file is and what to do instead.
    package var sentence: String {
        switch self {
        case .excelWorkbook: return "Excelブックです。CSV（UTF-8）で保存し直してください。"
        case .legacyExcel: return "旧形式のExcelファイルです。CSV（UTF-8）で保存し直してください。"
        case .zip: return "ZIPファイルです。展開してから指定してください。"
        case .gzip: return "gzipで圧縮されたファイルです。展開してから指定してください。"
        case .pdf: return "PDFファイルです。CSVファイルを指定してください。"
        case .image: return "画像ファイルです。CSVファイルを指定してください。"
        case .database: return "データベースファイルです。CSVファイルを指定してください。"
        case .other: return "文字のファイルではありません。CSVファイルを指定してください。"
        }
    }
}
