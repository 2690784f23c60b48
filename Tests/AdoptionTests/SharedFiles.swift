import Foundation

/// Files outside of the package that a test reads where they are present.
enum SharedFiles {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A folder of `FUKYU_SHARED`, else of `../shared` beside the package; nil when absent.
    static func directory(_ path: String) -> URL? {
        let shared = ProcessInfo.processInfo.environment["FUKYU_SHARED"].map { URL(fileURLWithPath: $0) }
        let folder = (shared ?? root.appendingPathComponent("../shared")).appendingPathComponent(path)
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }

    /// `Data/reference` of the package; nil when the tests are built apart from it.
    static var reference: URL? {
        let folder = root.appendingPathComponent("Data/reference")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }

    /// Rows of a CSV text: quotes, doubled quotes and line breaks inside them; no more is needed here.
    static func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        func take() {
            row.append(String(decoding: field, as: UTF8.self))
            field = []
        }
        for byte in text.utf8.drop(while: { [0xEF, 0xBB, 0xBF].contains($0) }) {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted: take()
            case UInt8(ascii: "\n") where !isQuoted:
                take()
                rows.append(row)
                row = []
            case UInt8(ascii: "\r") where !isQuoted: break
            default: field.append(byte)
            }
        }
        return rows
    }
}
