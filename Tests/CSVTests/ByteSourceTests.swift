import Glibc
import Testing

@testable import CSV

@Suite("Byte sources")
struct ByteSourceTests {
    private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
        var template = Array("/tmp/fukyu-csv-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        try #require(descriptor >= 0)
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(path) }
        #expect(write(descriptor, bytes, bytes.count) == bytes.count)
        close(descriptor)
        try body(path)
    }

    @Test("a file is read by its path and by its descriptor")
    func file() throws {
        try withFile(Array("a,b\n1,あ\n".utf8)) { path in
            let byPath = try records(.path(path))
            #expect(byPath == [["a", "b"], ["1", "あ"]])
            let descriptor = open(path, O_RDONLY)
            defer { close(descriptor) }
            let byDescriptor = try records(.descriptor(descriptor), chunkSize: 16)
            #expect(byDescriptor == byPath)
        }
    }

    @Test("a pipe is spooled and can be read twice")
    func pipes() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let text = Array(String(repeating: "番号,名\n", count: 200).utf8)
        #expect(write(ends[1], text, text.count) == text.count)
        close(ends[1])
        defer { close(ends[0]) }
        let reader = try CSVReader(
            .descriptor(ends[0]), delimiter: .comma, limits: .init(), chunkSize: 64, observe: nil)
        #expect(try reader.countRows() == 200)
        #expect(try reader.firstRows(1) == [["番号", "名"]])
    }

    @Test("a missing file and a folder are unreadable")
    func unreadable() {
        #expect(failure(.path("/nonexistent/x.csv")) == ReadingError(.unreadable(errno: ENOENT)))
        #expect(failure(.path("/nonexistent/x.csv"))?.description == "ファイルを読めません（見つかりません）。")
        #expect(failure(.path("/")) == ReadingError(.unreadable(errno: EISDIR)))
    }

    @Test("a file that grows between the two readings is an error")
    func growing() throws {
        try withFile(Array("a,b\n1,2\n".utf8)) { path in
            let reader = try CSVReader(.path(path))
            let descriptor = open(path, O_WRONLY | O_APPEND)
            #expect(write(descriptor, "3,4\n", 4) == 4)
            close(descriptor)
            #expect(throws: ReadingError(.changedWhileReading)) { try reader.forEachRow { _ in } }
        }
    }

    @Test("records that cross the chunks of a large file are whole")
    func large() throws {
        // 60,000 records of about 60 bytes: several chunks of 1 MiB.
        var text = ""
        for number in 0..<60_000 { text += "\(number),\"介護,事業所\"\"\(number)\"\"\",静岡県\n" }
        try withFile(Array(text.utf8)) { path in
            var next = 0
            let reader = try CSVReader(.path(path))
            try reader.forEachRow { row in
                #expect(row.line == next + 1)
                if row.text(0) != "\(next)" || row.text(1) != "介護,事業所\"\(next)\"" || row.text(2) != "静岡県" {
                    Issue.record("record \(next)")
                }
                next += 1
            }
            #expect(next == 60_000)
        }
    }
}
