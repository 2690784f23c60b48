import Adoption
import Testing

@testable import Operations

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Sample reference")
struct SampleReferenceTests {
    @Test("shares are whole, in proportion, and add up; the rest goes to the largest remainders")
    func apportionment() {
        // 10 × 1/6, 2/6, 3/6 = 1.67, 3.33, 5: the one left over goes to the first.
        #expect(apportioned(10, by: [1, 2, 3]) == [2, 3, 5])
        // Equal remainders: the earlier place first.
        #expect(apportioned(10, by: [1, 1, 1]) == [4, 3, 3])
        #expect(apportioned(5, by: [0, 0]) == [0, 0])
        #expect(apportioned(0, by: [3, 4]) == [0, 0])
        #expect(apportioned(7, by: []).isEmpty)
    }

    @Test("the nation has 1,741 municipalities, 171 wards and the published totals of every file")
    func nation() throws {
        let reference = try SampleProject.reference()
        #expect(reference.municipalities.count == 1_741)
        let wards = reference.municipalities.filter { $0.areas.count > 1 }
        #expect(wards.count == 20)
        #expect(wards.map(\.areas.count).reduce(0, +) == 171)
        var totals: [Int: Int] = [:]
        for place in reference.municipalities {
            for (file, count) in zip(reference.files, place.counts) { totals[file.code, default: 0] += count }
        }
        #expect(totals[110] == 37_000)
        #expect(totals[430] == 36_491)
        #expect(totals[520] == 4_121)
        #expect(totals.values.reduce(0, +) == 223_833)
    }

    @Test("every place lies in Japan")
    func positions() throws {
        for place in try SampleProject.reference().municipalities {
            for area in place.areas {
                #expect((240_000...460_000).contains(area.latitude), "\(area.name)")
                #expect((1_220_000...1_460_000).contains(area.longitude), "\(area.name)")
            }
        }
    }

    @Test("a table with a quoted, missing or surplus cell is refused")
    func tables() throws {
        #expect(throws: Failure.self) { try SampleTable(name: "t", text: "a,b\n\"1\",2\n") }
        #expect(throws: Failure.self) { try SampleTable(name: "t", text: "a,b\n1\n") }
        #expect(throws: Failure.self) { try SampleTable(name: "t", text: "a,b\n1,2,3\n") }
        #expect(throws: Failure.self) { try SampleTable(name: "t", text: "") }
        let table = try SampleTable(name: "t", text: "a,b\n1,\n")
        #expect(try table.number("a", table.rows[0]) == 1)
        #expect(throws: Failure.self) { try table.number("b", table.rows[0]) }
        #expect(throws: Failure.self) { try table.text("c", table.rows[0]) }
        #expect(throws: Failure.self) { try table.code("a", table.rows[0]) }
    }

    @Test("the fixed days are the days they are said to be, and the months end with the second list")
    func calendar() {
        #expect(SampleCalendar.start.description == "2023-04-01")
        #expect(SampleCalendar.firstRegistrations.description == "2023-11-30")
        #expect(SampleCalendar.freePass.description == "2025-06-01")
        #expect(SampleCalendar.firstList.description == "2025-12-31")
        #expect(SampleCalendar.pledges.description == "2026-06-01")
        #expect(SampleCalendar.successor.description == "2026-07-01")
        #expect(SampleCalendar.secondList.description == "2026-10-31")
        #expect(SampleCalendar.monthWeights.count == 43)
        #expect(SampleCalendar.compact(SampleCalendar.firstList) == "20251231")
    }

    @Test("numbers and degrees are written with their zeros")
    func digits() {
        var bytes: [UInt8] = []
        bytes.digits(7, width: 3)
        bytes.cell(0, width: 1)
        bytes.degrees(350_000_123)
        #expect(String(decoding: bytes, as: UTF8.self) == "0070,35.0000123")
    }

    @Test("draws stay within their bounds and streams with other keys differ")
    func random() {
        var random = SampleRandom(1, 2)
        var seen = Set<Int>()
        for _ in 0..<200 { seen.insert(random.within(3...6)) }
        #expect(seen == [3, 4, 5, 6])
        #expect(random.below(0) == 0)
        var order = Array(0..<50)
        random.shuffle(&order)
        #expect(order != Array(0..<50))
        #expect(order.sorted() == Array(0..<50))
        var left = SampleRandom(1, 2)
        var right = SampleRandom(2, 1)
        #expect(left.next() != right.next())
    }

    @Test("a folder begins files anew, and a folder that cannot be made is an error")
    func folder() throws {
        var template = Array("/tmp/fukyu-sample-XXXXXX".utf8CString)
        #expect(mkdtemp(&template) != nil)
        let root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        for text in ["first, longer", "new"] {
            let folder = SampleFolder(root: root)
            try folder.write("a/b.csv", Array(text.utf8.prefix(2)))
            try folder.write("a/b.csv", Array(text.utf8.dropFirst(2)))
            try folder.close()
            #expect(SampleProject.bytes(root + "/a/b.csv") == Array(text.utf8))
        }
        let blocked = SampleFolder(root: root + "/a/b.csv")
        #expect(throws: Failure.self) { try blocked.write("c.csv", [65]) }
        unlink(root + "/a/b.csv")
        rmdir(root + "/a")
        rmdir(root)
    }
}
