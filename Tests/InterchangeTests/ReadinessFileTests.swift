import Adoption
import CSV
import Testing

@testable import Interchange

@Suite("Readiness files")
struct ReadinessFileTests {
    private static let head =
        "office_number,day,software,software_version,formats,intention,attitude,source,evidence\n"
    private static let day = Day("2026-10-31") ?? Day(number: 0)

    private func read(_ text: String, defaultDay: Day? = nil) throws -> Read<ReadinessStatement> {
        var read = Read<ReadinessStatement>()
        let table = try TableFile(.text(text), name: "x.csv")
        let file = try ReadinessFile(table, defaultDay: defaultDay, today: ReadinessFileTests.day)
        let sink = RowSink(issue: { read.issues.append($0) }, aside: { read.aside.append($0) })
        var records: [ReadinessStatement] = []
        read.counts = try file.read(sink) { statement, _ in records.append(statement) }
        read.records = records
        return read
    }

    @Test("an office's software, marks, intention and attitude")
    func office() throws {
        let read = try read(
            ReadinessFileTests.head
                + "2274100326,2026-10-01,架空ソフト,5.2,A:out G:in,intends,early_majority,アンケート,回答 12\n")
        #expect(read.issues == [])
        #expect(
            read.records == [
                ReadinessStatement(
                    office: OfficeNumber("2274100326"), day: try #require(Day("2026-10-01")), software: "架空ソフト",
                    version: "5.2", marks: [.output(.userNote), .input(.actual)], intention: .intends,
                    attitude: .earlyMajority, source: "アンケート", evidence: "回答 12")
            ])
    }

    @Test("Japanese headers and values, full-width letters, a lost zero, a day for all rows")
    func japanese() throws {
        let read = try read(
            "介護ソフト調べ\n事業所番号,介護ソフト,対応様式,利用の意向\n２２７４１００３２６,Ａソフト,Ａ出　Ｂ-1入、H,検討中\n174100326,,なし,\n",
            defaultDay: ReadinessFileTests.day)
        #expect(read.records.map(\.office?.description) == ["2274100326", "0174100326"])
        #expect(read.records.last?.marks == [] && read.codes.contains(.officeNumberZeroRestored))
        let first = try #require(read.records.first)
        #expect(first.software == "Aソフト" && first.intention == .undecided && first.day == ReadinessFileTests.day)
        #expect(
            first.marks == [.output(.userNote), .input(.firstTable), .output(.actualDeletion), .input(.actualDeletion)])
    }

    @Test("a row without an office number speaks of the product, and needs a product and its marks")
    func products() throws {
        let read = try read(
            ReadinessFileTests.head + ",2026-10-01,甲,1,all,,,一覧,\n,2026-10-01,甲,2,,,,一覧,\n,2026-10-01,,,all,,,,\n"
                + ",2026-10-01,甲,3,all,intends,,,\n")
        #expect(read.records.map(\.version) == ["1"] && read.records.first?.marks == .all)
        #expect(read.records.first?.office == nil)
        #expect(read.codes == [.valueMissing, .officeNumberRequired, .officeNumberRequired])
        #expect(read.aside.map(\.line) == [3, 4, 5])
    }

    @Test("what cannot be read is an issue with its place, and the row is kept")
    func errors() throws {
        let cases: [(String, RowIssue.Code)] = [
            ("2274100326,2026-10-01,甲,,A:up,,,,", .formatsUnreadable),
            ("2274100326,2026-10-01,甲,,J出,,,,", .formatsUnreadable),
            ("2274100326,2026-10-01,甲,,B出,,,,", .formatsUnreadable),
            ("2274100326,2026-10-01,,,,もちろん,,,", .intentionUnknown),
            ("2274100326,2026-10-01,,,,,慎重,,", .attitudeUnknown), ("2274100326,,甲,,,,,,", .valueMissing),
            ("2274100326,2026-13-01,甲,,,,,,", .dayInvalid), ("2274100326,2026-11-01,甲,,,,,,", .dayInvalid),
            ("12,2026-10-01,甲,,,,,,", .officeNumberInvalid), ("2274100326,2026-10-01,,,,,,出典だけ,", .valueMissing),
        ]
        for (row, code) in cases {
            let read = try read(ReadinessFileTests.head + row + "\n")
            #expect(read.codes == [code], "\(row)")
            #expect(read.records.isEmpty && read.aside.map(\.line) == [2], "\(row)")
        }
    }

    @Test("one office, day and source has one row: the same again is told, another content is kept aside")
    func repeated() throws {
        let row = "2274100326,2026-10-01,甲,,,,,電話,\n"
        let same = try read(ReadinessFileTests.head + row + row)
        #expect(same.records.count == 1 && same.codes == [.repeatedRow] && same.aside.isEmpty)
        let other = try read(ReadinessFileTests.head + row + "2274100326,2026-10-01,乙,,,,,電話,\n")
        #expect(other.records.map(\.software) == ["甲"] && other.codes == [.statementsDisagree])
        #expect(other.aside.map(\.line) == [3])
        let sources = try read(ReadinessFileTests.head + row + "2274100326,2026-10-01,乙,,,,,訪問,\n")
        #expect(sources.records.count == 2 && sources.issues.isEmpty)
    }

    @Test("another file is refused")
    func another() throws {
        let table = try TableFile(.text("事業所番号,事業所名\n2274100326,甲\n"), name: "x.csv")
        #expect(throws: Failure.self) { try ReadinessFile(table, defaultDay: nil, today: ReadinessFileTests.day) }
    }

    @Test("statements are read back as they were written, hostile texts included")
    func roundTrip() throws {
        let texts = ["", "甲", "=1+1", "@SUM(A1)", "'quoted", "a,b\"c", "二行\n目", "-5", "+81", "〓鷗"]
        var statements: [ReadinessStatement] = []
        for (place, text) in texts.enumerated() {
            let day = ReadinessFileTests.day.advanced(by: -place)
            statements.append(
                ReadinessStatement(
                    office: place % 3 == 0 ? OfficeNumber("2274100326") : nil, day: day, software: "ソフト" + text,
                    version: Folding.fold(text), marks: place % 2 == 0 ? .all : [.input(.plan)],
                    intention: place % 3 == 0 ? .noPlan : nil, attitude: place % 3 == 0 ? .laggard : nil,
                    source: Folding.fold(text), evidence: ""))
        }
        // A line break in a name becomes a space, as in every other cell that is folded.
        for index in statements.indices { statements[index].software = Folding.fold(statements[index].software) }
        for encoding in [CSVWriter.Encoding.utf8WithMark, .utf8] {
            var bytes: [UInt8] = []
            var writer = try CSVWriter(encoding) { bytes += $0 }
            try OwnFormat.readiness.writeHeader(to: &writer)
            for statement in statements { try OwnFormat.write(statement, to: &writer) }
            _ = try writer.finish()
            let read = try read(String(decoding: bytes, as: UTF8.self))
            #expect(read.records == statements && read.issues.isEmpty)
        }
    }
}
