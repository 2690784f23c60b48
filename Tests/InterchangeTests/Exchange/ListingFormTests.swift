import Adoption
import CSV
import Testing

@testable import Interchange

@Suite("ListingForm")
struct ListingFormTests {
    private static let kinds = ExchangeKinds([
        ExchangeKind(
            prefix: "UPJSK", name: "", hasMonth: true, direction: .toManager, sets: [.actual], isRequired: true,
            isSinceVersion4: false, deletes: nil)
    ])
    private static let name = "UPJSK_202610_1370000001_11_1370000002_43_20261105093001.CSV"

    private func scan(_ bytes: [UInt8], blockSize: Int = 1 << 20) throws -> (ListingForm, ExchangeNameScan) {
        let names = ExchangeFileName(ListingFormTests.kinds)
        var blocks = try LineBlocks(.bytes(bytes), blockSize: blockSize)
        var scan = ExchangeNameScan(names)
        var form: ListingForm?
        while let block = try blocks.next() {
            let found = form ?? ListingForm(recognising: block, names: names)
            _ = block.withUnsafeBufferPointer { scan.scan($0, found, isFirst: form == nil) }
            form = found
        }
        return (form ?? .names, scan)
    }

    private func scan(_ text: String) throws -> (ListingForm, ExchangeNameScan) { try scan(Array(text.utf8)) }

    @Test("a plain list and find, with paths of both kinds")
    func paths() throws {
        let name = ListingFormTests.name
        let (form, found) = try scan("\(name)\r\n./a b/\(name)\nC:\\送信\\\(name)\n\nmemo.txt\n")
        #expect(form == .names)
        #expect(found.records.count == 3)
        #expect(found.counts.names == 4)
        #expect(found.unknown.map(\.line) == [4])
    }

    @Test("ls -l: sums, folders and headings hold no names")
    func longList() throws {
        let (form, found) = try scan(
            """
            ./送信:
            合計 12
            drwxr-xr-x 2 root root 4096 Nov  1 12:00 控え
            -rw-r--r-- 1 root root  812 Nov  1 12:00 \(ListingFormTests.name)
            -rw-r--r--. 1 root root  812 2026-11-01 12:00 x.pdf
            """)
        #expect(form == .longList)
        #expect(found.records.count == 1)
        #expect(found.counts.other == 1)
        #expect(found.counts.headings == 3)
        #expect(found.counts.unknown == 0)
    }

    @Test("dir of a Japanese Windows, in CP932, whose second bytes look like backslashes")
    func directory() throws {
        // 「 ドライブ C のボリューム」 and 「表」 (0x95 0x5C) as CP932.
        let drive: [UInt8] = [0x20, 0x83, 0x68, 0x83, 0x89, 0x83, 0x43, 0x83, 0x75, 0x20, 0x43, 0x0D, 0x0A]
        let folder = Array("2026/11/01  12:34    <DIR>          ".utf8) + [0x95, 0x5C, 0x0D, 0x0A]
        let entry = Array("2026/11/01  12:34             1,234 \(ListingFormTests.name)\r\n".utf8)
        let odd = Array("2026/11/01  12:34             1,234 ".utf8) + [0x95, 0x5C] + Array(".txt\r\n".utf8)
        let (form, found) = try scan(drive + folder + entry + odd)
        #expect(form == .directory)
        #expect(found.records.count == 1)
        #expect(found.counts.headings == 2)
        #expect(found.counts.unknown == 1)
        #expect(LineBlocks.text([0x95, 0x5C]) == "表")
    }

    @Test("a table: the column is found by its content, its heading is none of the names")
    func table() throws {
        let (form, found) = try scan(
            "番号,\"ファイル,名\",日\n1,\"\(ListingFormTests.name)\",x\n2,\(ListingFormTests.name)\n3\n")
        #expect(form == .table(delimiter: UInt8(ascii: ","), column: 1))
        #expect(found.records.count == 2)
        #expect(found.counts.headings == 1)
        #expect(found.counts.unknown == 1)
    }

    @Test("UTF-16, with and without a mark, in blocks that cut characters")
    func wide() throws {
        let units = Array("送信\n\(ListingFormTests.name)\n".utf16)
        let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let (_, marked) = try scan([0xFF, 0xFE] + little, blockSize: 16)
        #expect(marked.records.count == 1)
        let plain = Array(ListingFormTests.name.utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(try scan(plain).1.records.count == 1)
    }

    @Test("a line of 10 MB and NUL bytes are unknown names, and what follows is read")
    func longLine() throws {
        let long = [UInt8](repeating: UInt8(ascii: "a"), count: 10_000_000)
        let tail = Array("\nUP\u{0}JSK\n\(ListingFormTests.name)".utf8)
        for size in [1 << 16, 1 << 20, 1 << 25] {
            let (_, found) = try scan(long + tail, blockSize: size)
            #expect(found.records.count == 1)
            #expect(found.counts.unknown == 2)
        }
    }
}
