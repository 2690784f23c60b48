import Adoption
import TestWorkspace
import Testing

@testable import Operations

@Suite("Sample files")
struct SampleTests {
    /// Made once: the first prefecture of the shipped sample, without its campaigns.
    static let shizuoka = Result { try SampleProject.make(.prefecture(22), seed: 1) }

    private var made: SampleProject.Made {
        get throws { try SampleTests.shizuoka.get() }
    }

    @Test("the same seed gives the same bytes, another seed others")
    func determinism() throws {
        let tottori = try SampleProject.make(.prefecture(31), seed: 7)
        let isSame = try SampleProject.make(.prefecture(31), seed: 7).files == tottori.files
        #expect(isSame)
        let other = try SampleProject.make(.prefecture(31), seed: 8)
        #expect(other.files.keys.sorted() == tottori.files.keys.sorted())
        #expect(other.text("registrations_20261031.csv") != tottori.text("registrations_20261031.csv"))
    }

    @Test("Data/sample/ is the output for seed 1, and nothing else")
    func shipped() throws {
        let made = try SampleProject.make(.shipped, seed: 1)
        let folder = "\(SampleProject.root)/Data/sample"
        for (path, bytes) in made.files.sorted(by: { $0.key < $1.key }) {
            let isSame = SampleProject.bytes("\(folder)/\(path)") == bytes
            #expect(isSame, "\(path): remove Data/sample and run fukyu sample --seed 1 --out Data/sample")
        }
        #expect(try TestProject.files(below: folder).sorted() == made.files.keys.sorted())
        // Written out, so that nobody changes the sample unawares.
        let summary = try #require(made.summary)
        #expect(summary.municipalities == 35 + 19)
        #expect(summary.offices == 8_905 && summary.registrations == 3_316)
        #expect(summary.applications == 190 + 120 && summary.exchangeNames == 7_370)
        #expect(summary.partners == 1_806 && summary.statements == 519)
    }

    @Test("a small sample: a few megabytes")
    func size() throws {
        let folder = "\(SampleProject.root)/Data/sample"
        let bytes = try TestProject.files(below: folder).reduce(0) { sum, path in
            sum + (SampleProject.bytes("\(folder)/\(path)")?.count ?? 0)
        }
        #expect((1_000_000...9_000_000).contains(bytes))
    }

    @Test("campaigns, exchanges and surveys are part of the shipped sample alone")
    func onePrefecture() throws {
        let paths = try made.files.keys
        #expect(!paths.contains { $0.hasPrefix("campaigns/") || $0.hasPrefix("exchanges/") || $0 == "partners.csv" })
        #expect(try made.text("README.txt").hasSuffix("普及の取組と参加事業所\n"))
    }

    @Test("open-data files begin with the published header, byte for byte, and end their lines with CRLF")
    func header() throws {
        let made = try made
        let paths = made.files.keys.filter { $0.contains("/jigyosho_") }
        // 31 of the 35 services are to be found in Shizuoka, in each of the two lists.
        #expect(paths.count == 62)
        for path in paths {
            let bytes = try #require(made.files[path])
            #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
            #expect(bytes.filter { $0 == 13 }.count == bytes.filter { $0 == 10 }.count)
            #expect(bytes.suffix(2) == [13, 10])
        }
        let real = SampleProject.bytes("\(SampleProject.shared)/samples/mhlw-2025-12/jigyosho_120.csv")
        guard let real, let end = real.firstIndex(of: 10) else { return }
        let ours = try #require(made.files["offices/2025-12-31/jigyosho_120_all_20251231000000.csv"])
        #expect(ours.starts(with: real[...end]))
    }

    @Test("a municipality has as many offices of a service as were counted there")
    func counts() throws {
        let rows = try made.openData("2025-12-31")
        func count(_ file: String, _ codes: Set<String>) -> Int {
            rows.filter { $0.file == file && codes.contains($0.cells[0]) }.count
        }
        let city: Set<String> = ["221015", "221023", "221031"]
        // 静岡市 and 熱海市 in the published files of 2025-12.
        #expect(count("160", city) == 44)
        #expect(count("730", city) == 39)
        #expect(count("120", city) == 12)
        #expect(count("170", ["222054"]) == 5)
        // Rows stand under wards, never under the city.
        #expect(!rows.contains { $0.cells[0] == "221007" || $0.cells[0] == "221309" })
        #expect(rows.allSatisfy { $0.cells.count == 24 && $0.cells[1] == $0.cells[15] })
    }

    @Test("every office number has a valid check digit, corporation numbers nearly all")
    func checkDigits() throws {
        let rows = try made.openData("2025-12-31") + made.openData("2026-10-31")
        #expect(rows.allSatisfy { OfficeNumber($0.cells[15])?.checkDigitMatches == true })
        let corporations = rows.map { $0.cells[13] }.filter { !$0.isEmpty }
        let valid = corporations.filter { CorporationNumber($0)?.checkDigitMatches == true }.count
        #expect(valid < corporations.count)
        #expect(valid * 1_000 > corporations.count * 990)
        let own = try made.lines("offices/2026-10-31/offices_20261031.csv").dropFirst()
        #expect(own.allSatisfy { OfficeNumber(SampleProject.cells($0)[0])?.checkDigitMatches == true })
    }

    @Test("no office, corporation or street is without 見本")
    func names() throws {
        for row in try made.openData("2025-12-31") {
            #expect(row.cells[4].hasPrefix("見本") && row.cells[14].contains("見本"), "\(row.cells)")
            #expect(row.cells[5].hasPrefix("ミホン") && row.cells[7].contains("見本町"), "\(row.cells)")
        }
        for line in try made.lines("offices/2025-12-31/offices_20251231.csv").dropFirst() {
            #expect(SampleProject.cells(line)[2].hasPrefix("見本"))
        }
    }

    @Test("registrations are spells in order, on routes that had begun, with a reason where they ended")
    func registrations() throws {
        let lines = try made.lines("registrations_20261031.csv")
        #expect(lines.first == "office_number,route,stage,from_day,to_day,end_reason,source,evidence")
        for line in lines.dropFirst() {
            let cells = SampleProject.cells(line)
            let from = try #require(Day(cells[3]))
            #expect(Stage(key: cells[2])?.isRecorded == true)
            #expect(cells[4].isEmpty == cells[5].isEmpty)
            if let through = Day(cells[4]) {
                #expect(from <= through)
                #expect(EndReason(key: cells[5]) != nil)
            }
            #expect(cells[1] != "kaigo-web" || cells[3] >= "2026-07-01")
        }
        #expect(try made.summary?.registrations == lines.count - 1)
    }

    @Test("the list of 2023 holds what was known then: no later day, and spells that ended later are open")
    func firstRegistrations() throws {
        let first = try made.lines("registrations_20231130.csv").dropFirst().map(SampleProject.cells)
        #expect(!first.isEmpty)
        #expect(first.allSatisfy { $0[3] <= "2023-11-30" && $0[4] <= "2023-11-30" })
    }

    @Test("one municipality is not covered, and none of its offices is registered")
    func unreported() throws {
        let made = try made
        let covered = Set(made.text("coverage.txt").split(whereSeparator: { ",\n".contains($0) }).map(String.init))
        #expect(covered.count == 34)
        let rows = made.openData("2025-12-31")
        let cities = ["2210": "221007", "2213": "221309", "2214": "221309"]
        func municipality(_ code: String) -> String {
            code < "222000" ? cities[String(code.prefix(4))] ?? code : code
        }
        let missing = Set(rows.map { municipality($0.cells[0]) }).subtracting(covered)
        #expect(missing.count == 1)
        let offices = Set(rows.filter { missing.contains($0.cells[0]) }.map { $0.cells[15] })
        let registered = made.lines("registrations_20261031.csv").dropFirst().map { SampleProject.cells($0)[0] }
        let common = offices.intersection(registered)
        #expect(common.isEmpty)
    }

    @Test("two offices of one municipality stand under the next one as well, which leaves its KPI open")
    func disputed() throws {
        let made = try made
        var places: [String: Set<String>] = [:]
        for row in made.openData("2025-12-31") { places[row.cells[15], default: []].insert(row.cells[0]) }
        let disputed = places.filter { $0.value == ["222054", "222062"] }
        #expect(disputed.count == 2)
        let using = Set(
            made.lines("registrations_20261031.csv").dropFirst().map(SampleProject.cells)
                .filter { $0[2] == "registered" && $0[4].isEmpty }.map { $0[0] })
        let unused = disputed.keys.filter { !using.contains($0) }
        #expect(unused.isEmpty)
    }

    @Test("the second list lacks the closed offices and has new ones")
    func change() throws {
        let made = try made
        let first = Set(made.openData("2025-12-31").map { $0.cells[15] })
        let second = Set(made.openData("2026-10-31").map { $0.cells[15] })
        // About 4 % in ten months.
        #expect((100...400).contains(first.subtracting(second).count))
        #expect((100...400).contains(second.subtracting(first).count))
    }

    @Test("attendance names activities that exist")
    func outreach() throws {
        let made = try made
        let activities = Set(made.lines("outreach.csv").dropFirst().map { SampleProject.cells($0)[0] })
        #expect(activities.count == made.summary?.activities)
        let kinds = Set(made.lines("outreach.csv").dropFirst().map { SampleProject.cells($0)[1] })
        #expect(kinds.allSatisfy { OutreachActivity.Kind(rawValue: $0) != nil })
        for line in made.lines("attendance.csv").dropFirst() {
            #expect(activities.contains(SampleProject.cells(line)[0]))
        }
    }

    @Test("a prefecture that does not exist is refused", arguments: [0, 48, -1])
    func unknownPrefecture(number: Int) throws {
        #expect(throws: Failure.self) { try SampleProject.make(.prefecture(number), seed: 1) }
    }
}
