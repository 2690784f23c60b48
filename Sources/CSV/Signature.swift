/// The first bytes of files that are not text.
enum Signature {
    private static let known: [([UInt8], BinaryKind)] = [
        ([0x50, 0x4B, 0x03, 0x04], .zip), ([0x50, 0x4B, 0x05, 0x06], .zip),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .legacyExcel),
        (Array("%PDF-".utf8), .pdf), ([0x1F, 0x8B], .gzip),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .image), ([0xFF, 0xD8, 0xFF], .image),
        (Array("GIF8".utf8), .image), (Array("SQLite format 3\0".utf8), .database),
        ([0x7F, 0x45, 0x4C, 0x46], .other),
    ]

    /// Throws when the file begins like one of them. A workbook is a ZIP file
    /// whose first entries are named `[Content_Types].xml` or `xl/…`.
    static func refuseBinary(_ chunk: UnsafeRawBufferPointer) throws(ReadingError) {
        guard let (_, kind) = known.first(where: { chunk.starts(with: $0.0) }) else { return }
        guard kind == .zip else { throw ReadingError(.refused(kind)) }
        let head = UnsafeRawBufferPointer(rebasing: chunk.prefix(1 << 14))
        let isWorkbook = ["[Content_Types].xml", "xl/"].contains { contains(head, Array($0.utf8)) }
        throw ReadingError(.refused(isWorkbook ? .excelWorkbook : .zip))
    }

    private static func contains(_ bytes: UnsafeRawBufferPointer, _ word: [UInt8]) -> Bool {
        guard bytes.count >= word.count else { return false }
        return (0...(bytes.count - word.count)).contains { start in
            bytes[start] == word[0] && bytes[start..<(start + word.count)].elementsEqual(word)
        }
    }
}
