import Adoption
import Interchange
import Operations
import Storage
import TestWorkspace
import Testing

private let (a, b, c) = (officeNumber(1), officeNumber(2), officeNumber(3))

/// Files that are not what was asked for: one clear message with the place to look at, and an untouched database.
@Suite("Bad input")
struct BadInputTests {
    enum Kind: String, CaseIterable, Sendable { case offices, registrations, outreach }

    /// Runs an import that must fail.
    private func refused(
        _ it: TestWorkspace, _ kind: Kind, _ paths: [String], on day: String? = "2026-03-31",
        location: SourceLocation = #_sourceLocation
    ) throws -> Failure? {
        let before = try it.databaseBytes()
        let revision = try it.revision()
        let failure = #expect(throws: Failure.self, sourceLocation: location) {
            let request = it.request(paths, on: day)
            switch kind {
            case .offices: _ = try it.workspace.importOffices(request)
            case .registrations: _ = try it.workspace.importRegistrations(request)
            case .outreach: _ = try it.workspace.importOutreach(request, activity: "S1")
            }
        }
        let isUntouched = try it.databaseBytes() == before
        #expect(isUntouched, sourceLocation: location)
        #expect(try it.revision() == revision, sourceLocation: location)
        return failure
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        var name: String
        var bytes: [UInt8]
        var told: String

        var testDescription: String { name }
    }

    static let wrong = [
        Wrong(
            name: "一覧.xlsx", bytes: [0x50, 0x4B, 3, 4, 20, 0, 6, 0] + Array("[Content_Types].xml".utf8),
            told: "Excelブック"),
        Wrong(name: "一覧.xls", bytes: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], told: "旧形式のExcel"),
        Wrong(name: "一覧.pdf", bytes: Array("%PDF-1.7\n%".utf8) + [0xE2, 0xE3], told: "PDF"),
        Wrong(name: "図.png", bytes: [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13], told: "画像"),
        Wrong(name: "台帳.sqlite", bytes: Array("SQLite format 3\0".utf8) + [16, 0], told: "データベースファイル"),
        Wrong(name: "一覧.csv.gz", bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0], told: "gzip"),
        Wrong(name: "ゼロ.csv", bytes: Array(repeating: 0, count: 64), told: "文字"),
        Wrong(name: "空.csv", bytes: [], told: "中身がありません"),
        Wrong(name: "BOMだけ.csv", bytes: [0xEF, 0xBB, 0xBF], told: "中身がありません"),
        Wrong(name: "改行だけ.csv", bytes: Array("\r\n\r\n,,,\r\n".utf8), told: "中身がありません"),
        // U+00E9 as Latin-1 in a file that is neither UTF-8 nor CP932.
        Wrong(name: "乱数.csv", bytes: Array("a,b\n1,".utf8) + [0xFD, 0xFF, 0x80, 0xA0] + Array("\n".utf8), told: "2行目"),
    ]

    @Test("a file that is no table is named with what it is", arguments: wrong, Kind.allCases)
    func noTable(file: Wrong, kind: Kind) throws {
        let it = try TestWorkspace()
        let failure = try refused(it, kind, [it.file(file.name, bytes: file.bytes)])
        #expect(failure?.code == .invalid)
        #expect(failure?.message.contains(file.name) == true, "\(failure?.description ?? "")")
        #expect(failure?.message.contains(file.told) == true, "\(failure?.description ?? "")")
    }

    @Test("a good file does not go in beside one that is wrong")
    func oneOfTwo() throws {
        let it = try TestWorkspace()
        let good = try it.file("1.csv", officesCSV([OfficeRow(a)]))
        for file in BadInputTests.wrong {
            let failure = try refused(it, .offices, [good, it.file(file.name, bytes: file.bytes)])
            #expect(failure?.message.contains(file.name) == true)
        }
        let failure = try refused(it, .offices, [good, it.file("2.csv", officesCSV([OfficeRow("22")]))])
        #expect(failure?.message.contains("2.csv 2行目") == true)
    }

    @Test("a header without rows is a file that was cut, and is said so")
    func headerOnly() throws {
        let it = try TestWorkspace()
        let offices = try refused(it, .offices, [it.file("事業所.csv", OfficeRow.header + "\r\n")])
        #expect(offices?.message.contains("事業所.csv") == true && offices?.message.contains("データの行がありません") == true)
        let stages = try refused(it, .registrations, [it.file("登録.csv", StageRow.header + "\r\n")])
        #expect(stages?.message.contains("登録.csv") == true && stages?.message.contains("データの行がありません") == true)
        let outreach = try refused(it, .outreach, [it.file("参加.csv", "activity_id,office_number\r\n")])
        #expect(outreach?.message.contains("参加.csv") == true && outreach?.message.contains("データの行がありません") == true)
    }

    @Test("a file that ends within a quoted field is refused at the opening quote")
    func cutInQuotes() throws {
        let it = try TestWorkspace()
        let text = officesCSV([OfficeRow(a), OfficeRow(b, name: "名, 称"), OfficeRow(c)])
        let failure = try refused(it, .offices, [it.file("切れた.csv", start(of: text, through: "名, "))])
        #expect(failure?.code == .invalid)
        #expect(failure?.message.contains("切れた.csv") == true && failure?.message.contains("3行目") == true)
        #expect(failure?.message.contains("閉じられていません") == true)
    }

    private func start(of text: String, through mark: String) -> String {
        let (text, mark) = (Array(text.utf8), Array(mark.utf8))
        let place = text.indices.first { text[$0...].starts(with: mark) } ?? 0
        return String(decoding: text[..<(place + mark.count)], as: UTF8.self)
    }

    @Test("a CP932 file that ends within a character is refused at its line")
    func cutInCharacter() throws {
        let it = try TestWorkspace()
        // 事業所番号,開始日 / number,day / the first byte of 事 (8E 96).
        var bytes: [UInt8] = [
            0x8E, 0x96, 0x8B, 0xC6, 0x8F, 0x8A, 0x94, 0xD4, 0x8D, 0x86, 0x2C, 0x8A, 0x4A, 0x8E, 0x6E, 0x93, 0xFA, 0x0D,
            0x0A,
        ]
        bytes += Array("\(a),2026-01-05\r\n\(b),".utf8) + [0x8E]
        let failure = try refused(it, .registrations, [it.file("県.csv", bytes: bytes)])
        #expect(failure?.code == .invalid)
        #expect(failure?.message.contains("県.csv") == true && failure?.message.contains("3行目") == true)
        #expect(failure?.message.contains("CP932") == true || failure?.message.contains("途中で切れた") == true)
    }

    @Test("a file that ends within a row is refused at that row")
    func cutInRow() throws {
        let it = try TestWorkspace()
        let text = officesCSV([OfficeRow(a), OfficeRow(b)])
        let failure = try refused(it, .offices, [it.file("切れた.csv", start(of: text, through: "\(b),11,架"))])
        #expect(failure?.message.contains("切れた.csv") == true && failure?.message.contains("3行目") == true)
        #expect(failure?.message.contains("途中で切れた") == true)
    }

    struct BadRow: Sendable, CustomTestStringConvertible {
        var row: OfficeRow
        var told: String

        var testDescription: String { told + " " + row.line }
    }

    static let badRows = [
        BadRow(row: OfficeRow(""), told: "事業所番号がありません"),
        BadRow(row: OfficeRow("12345678901"), told: "事業所番号として読めません"),
        BadRow(row: OfficeRow("架空"), told: "事業所番号として読めません"),
        BadRow(row: OfficeRow(b, "99"), told: "サービスの種類を特定できません"),
        BadRow(row: OfficeRow(b, area: "999999"), told: "市区町村を特定できません"),
        BadRow(row: OfficeRow(b, area: ""), told: "市区町村を特定できません"),
        BadRow(row: OfficeRow(b, open: "2026-02-30"), told: "日付として読めません"),
        BadRow(row: OfficeRow(b, open: "2026-02-03", last: "2026-02-02"), told: "終了日が開始日より前です"),
        BadRow(row: OfficeRow(b, status: "廃止"), told: "状態を特定できません"),
    ]

    @Test(
        "the right header with a wrong row: refused with file and line; kept aside with its text when told so",
        arguments: badRows)
    func badRow(bad: BadRow) throws {
        let it = try TestWorkspace()
        let path = try it.file("事業所.csv", officesCSV([OfficeRow(a), bad.row, OfficeRow(c)]))
        let failure = try refused(it, .offices, [path])
        #expect(failure?.code == .invalid)
        #expect(failure?.message.contains("事業所.csv 3行目") == true, "\(failure?.description ?? "")")
        #expect(failure?.message.contains(bad.told) == true, "\(failure?.description ?? "")")
        #expect(failure?.hint?.contains("--skip-bad-rows") == true)
        let report = try it.workspace.importOffices(it.request([path], on: "2026-03-31", skipsBadRows: true))
        #expect(report.counts["新しい事業所"] == 2)
        #expect(report.aside.map(\.line) == [3])
        let kept = try it.workspace.ledger.importIssues(of: try #require(report.number)).compactMap(\.keptRow)
        #expect(kept == [bad.row.line])
        let csv = String(decoding: try it.workspace.importIssuesCSV(try #require(report.number)), as: UTF8.self)
        #expect(csv.contains(",3,") && csv.contains("事業所.csv"))
    }

    @Test("of many wrong rows the first five are shown and the others counted")
    func manyBadRows() throws {
        let it = try TestWorkspace()
        let rows = (0..<12).map { OfficeRow("\($0)x") }
        let failure = try refused(it, .offices, [it.file("事業所.csv", officesCSV(rows))])
        #expect(failure?.message.contains("12 行") == true && failure?.message.contains("ほか 7 行") == true)
        #expect(failure?.message.contains("2行目") == true && failure?.message.contains("6行目") == true)
        #expect(failure?.message.contains(" 7行目") == false)
    }

    @Test("a row with a comma too many is refused: all columns behind it are wrong")
    func unquotedComma() throws {
        let it = try TestWorkspace()
        let text = officesCSV([OfficeRow(a)]) + "\(b),11,名,称,,221015,,,,,,,,,,20\r\n"
        let failure = try refused(it, .offices, [it.file("事業所.csv", text)])
        #expect(failure?.message.contains("事業所.csv 3行目") == true && failure?.message.contains("見出しより列が多い") == true)
    }

    @Test("all rows wrong and told to skip them: an import that records the issues and no office, or says so")
    func allRowsAside() throws {
        let it = try TestWorkspace()
        let path = try it.file("事業所.csv", officesCSV([OfficeRow("x")]))
        let report = try it.workspace.importOffices(it.request([path], on: "2026-03-31", skipsBadRows: true))
        #expect(report.aside.count == 1)
        #expect(try it.facts().entries == [])
    }

    // MARK: - Paths and days

    @Test("a folder without CSV files, a missing file and no file at all are said with their path")
    func paths() throws {
        let it = try TestWorkspace()
        _ = try it.file("空/README.txt", "x")
        let empty = try refused(it, .offices, ["\(it.folder)/空/"])
        #expect(empty?.code == .invalid && empty?.message.contains("空") == true)
        let missing = try refused(it, .offices, ["\(it.folder)/ありません.csv"])
        #expect(missing?.code == .notFound && missing?.message.contains("ありません.csv") == true)
        #expect(try refused(it, .offices, [])?.code == .invalid)
    }

    @Test("a list without a day, and files of different days, are refused until --as-of says it")
    func days() throws {
        let it = try TestWorkspace()
        let plain = try it.file("事業所.csv", officesCSV([OfficeRow(a)]))
        let first = try it.file("offices_20251231.csv", officesCSV([OfficeRow(b)]))
        let second = try it.file("offices_20260331.csv", officesCSV([OfficeRow(c)]))
        let none = try refused(it, .offices, [plain], on: nil)
        #expect(none?.message.contains("事業所.csv") == true && none?.hint?.contains("--as-of") == true)
        let two = try refused(it, .offices, [first, second], on: nil)
        #expect(two?.message.contains("2025-12-31") == true && two?.message.contains("2026-03-31") == true)
        let report = try it.workspace.importOffices(it.request([first]))
        #expect(report.listDay == Day("2025-12-31"))
    }

    @Test("a list of another kind is refused with what it is and what to do")
    func otherKind() throws {
        let it = try TestWorkspace()
        let stages = try it.file("登録.csv", registrationsCSV([StageRow(a)]))
        let offices = try it.file("事業所.csv", officesCSV([OfficeRow(a)]))
        let first = try refused(it, .offices, [stages])
        #expect(first?.message.contains("登録.csv") == true && first?.message.contains("registrations.csv") == true)
        #expect(try refused(it, .registrations, [offices])?.hint?.contains("import offices") == true)
        let unknown = try refused(it, .offices, [it.file("住所録.csv", "氏名,住所\n架空,静岡市\n")])
        #expect(unknown?.message.contains("住所録.csv") == true)
    }

    @Test("a database without reference data says what to do first")
    func uninitialised() throws {
        let it = try TestWorkspace(initialises: false)
        let failure = try refused(it, .offices, [it.file("1.csv", officesCSV([OfficeRow(a)]))])
        #expect(failure?.code == .notFound && failure?.hint?.contains("fukyu init") == true)
    }

    @Test(
        "texts that a database or a page could stumble over come through whole",
        arguments: [
            "'; DROP TABLE office_entry; --", "=1+1", "\u{202E}逆\u{202C}", "👩‍👩‍👧❤️", "葛󠄀城", "<script>alert(1)</script>",
            "{{secret}}", "a\u{7}b",
            "㈱髙﨑①", "か\u{3099}",
        ])
    func hostileNames(name: String) throws {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(a, name: name, address: name)], on: "2026-03-31")
        let entry = try #require(try it.facts().entries.first)
        #expect(Array(entry.name.utf8) == Array(name.utf8))
        #expect(Array(entry.address.utf8) == Array(name.utf8))
        #expect(try it.importOffices([OfficeRow(a, name: name, address: name)], on: "2026-03-31").number == nil)
    }
}
