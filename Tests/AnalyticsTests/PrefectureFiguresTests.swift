import Adoption
import Testing

@testable import Analytics

@Suite("The figures of a prefecture and of the nation")
struct PrefectureFiguresTests {
    /// 静岡県 of the small reference: 22100, 22130 and 22203. The first two are met with one of two offices.
    private func shizuoka(reported: [Int32], users: [Int32], in areas: [Int32]) -> Standing {
        var ledger = LedgerBuilder(Reference.small())
        for area in reported { ledger.reportedFrom[code(area)] = day("2026-01-01") }
        for (index, area) in areas.enumerated() {
            ledger.offices.append(office(index * 2, in: area, uses: users.contains(area)))
            ledger.offices.append(office(index * 2 + 1, in: area))
        }
        ledger.orphans = [22: 4, 0: 1]
        return Standing(
            snapshot: ledger.snapshot(), reference: ledger.reference, rules: .draft(), day: day("2026-10-31"))
    }

    @Test("two of three municipalities are half and more")
    func met() {
        let standing = shizuoka(
            reported: [22100, 22130, 22203], users: [22100, 22130], in: [22100, 22130, 22203])
        let figures = standing.prefectures[1]
        #expect(figures.number == 22)
        #expect(figures.judgement == .met && figures.certainty == .met)
        #expect(figures.applicable == 3 && figures.met == 2 && figures.required == 2 && figures.needed == 0)
        #expect(figures.cheapest == CheapestSet())
        #expect(figures.total == UseCount(using: 2, eligible: 6))
        #expect(figures.orphans == 4)
        #expect(standing.nation.orphans == 5)
        #expect(standing.nation.prefectures.met == 1 && standing.nation.prefectures.notApplicable == 1)
        #expect(standing.nation.municipalities.total == 5)
    }

    @Test("a municipality without a report stays in M and leaves it open where it could decide")
    func open() {
        let figures = shizuoka(reported: [22100, 22130], users: [22100], in: [22100, 22130, 22203]).prefectures[1]
        #expect(figures.applicable == 3 && figures.met == 1 && figures.tally.notReported == 1)
        #expect(figures.judgement == .undecided)
        #expect(figures.reasons == [.unreportedMunicipalities])
        #expect(figures.needed == 1)
        #expect(figures.cheapest.municipalities == [3])
        #expect(figures.total == UseCount(using: 1, eligible: 4))
        #expect(figures.eligibleNotReported == 2)
    }

    @Test("a municipality without a report decides nothing where the others suffice, or cannot")
    func decided() {
        let met = shizuoka(
            reported: [22100, 22130], users: [22100, 22130], in: [22100, 22130, 22203]
        ).prefectures[1]
        #expect(met.judgement == .met && met.certainty == .met)
        let lost = shizuoka(reported: [22100, 22130], users: [], in: [22100, 22130, 22203]).prefectures[1]
        #expect(lost.judgement == .notMet && lost.certainty == .notMet)
        #expect(lost.reasons.isEmpty)
    }

    @Test("a prefecture without any report is open, one without any list has nothing to judge")
    func nothingKnown() {
        let silent = shizuoka(reported: [], users: [], in: [22100]).prefectures[1]
        #expect(silent.judgement == .undecided)
        #expect(silent.reasons == [.unreportedMunicipalities, .noReport])
        #expect(silent.cheapest.beyondKnown == 1)
        let empty = shizuoka(reported: [], users: [], in: []).prefectures[1]
        #expect(empty.judgement == .notApplicable)
        #expect(empty.reasons == [.noOfficeList])
        #expect(empty.required == nil && empty.needed == nil)
    }

    @Test("an open disagreement in the deciding municipality leaves the headline and takes the certainty")
    func doubts() {
        // 22100: one user, one doubtful non-user of 3 → 1/3 or 1/4: 25 % < 30 %.
        let offices =
            [office(1, in: 22100, uses: true), office(2, in: 22100), office(3, in: 22100)]
            + [office(4, in: 22100, doubt: .municipality)]
        let three = standing(offices).prefectures[1]
        #expect(three.judgement == .notMet && three.certainty == .undecided)
        #expect(three.reasons == [.doubtfulOffices])
    }
}

@Suite("Tables and rankings")
struct TableTests {
    /// 22100: 2/10 (あと1) · 22130: 0/10 (あと3) · 22203: 4/10 (余裕1) · 13101: 3/10 (余裕0) · 13102: no office.
    private var standing: Standing {
        var offices: [LedgerBuilder.Office] = []
        for (area, users) in [(22100, 2), (22130, 0), (22203, 4), (13101, 3)] as [(Int32, Int)] {
            for index in 0..<10 { offices.append(office(offices.count, in: area, uses: index < users)) }
        }
        return AnalyticsTests.standing(offices)
    }

    @Test("municipalities stand in the order of what is to be done")
    func distance() {
        let table = DistanceTable(standing.municipalities)
        #expect(table.groups.map(\.judgement) == [.notMet, .met, .notApplicable])
        #expect(table.rows.map { Int($0.code.number / 10) } == [22100, 22130, 13101, 22203, 13102])
    }

    @Test("equal needs stand in the order of their codes, those without a report behind the met ones")
    func ties() {
        var ledger = ledger(
            [office(1, in: 22203), office(2, in: 22100), office(3, in: 13101, uses: true), office(4, in: 13102)])
        ledger.reportedFrom[code(13102)] = nil
        let standing = Standing(
            snapshot: ledger.snapshot(), reference: ledger.reference, rules: .draft(), day: day("2026-10-31"))
        let table = DistanceTable(standing.municipalities)
        #expect(table.rows.map { Int($0.code.number / 10) } == [22100, 22203, 13101, 13102, 22130])
        #expect(table.groups.map(\.municipalities.count) == [2, 1, 1, 1])
    }

    @Test("prefectures rank by the exact share, equals share a rank, the unknown have none")
    func ranking() {
        let figures = standing.prefectures
        let byMet = PrefectureRanking(figures, by: .municipalitiesMet)  // 東京 1/1, 静岡 1/3
        #expect(byMet.rows.map(\.prefecture.number) == [13, 22])
        #expect(byMet.rows.map(\.rank) == [1, 2])
        let byOffices = PrefectureRanking(figures, by: .officesUsing)  // 3/10 and 6/30
        #expect(byOffices.rows.map(\.share) == [Fraction(3, 10), Fraction(6, 30)])
        var tied = figures + figures
        tied[2].number = 40
        tied[3].number = 41
        tied[3].tally = JudgementTally()
        tied[3].tally.notReported = 2
        let ranked = PrefectureRanking(tied.reversed(), by: .municipalitiesMet)
        #expect(ranked.rows.map(\.prefecture.number) == [13, 40, 22, 41])
        #expect(ranked.rows.map(\.rank) == [1, 1, 3, nil])
    }

    @Test("a union adds up its members and has no value as soon as one is not reported")
    func union() {
        let target = KPIRules.draft().municipalityTarget
        let members = Array(standing.municipalities[2...4])  // 22100, 22130, 22203: 6/30
        let union = UnionFigures(members: members, target: target)
        #expect(union.total == UseCount(using: 6, eligible: 30))
        #expect(union.judgement == .notMet)
        #expect(UnionFigures(members: [], target: target).judgement == .notApplicable)
        let silent = AnalyticsTests.standing([office(1, in: 22100, uses: true)], reported: nil).municipalities
        let open = UnionFigures(members: members + silent, target: target)
        #expect(open.judgement == .notReported)
        #expect(open.eligibleNotReported == 1)
    }

    @Test("the centre of a municipality is the median of usable coordinates")
    func centre() {
        var offices = (1...4).map { office($0) }
        for (index, place) in [(35.0, 138.0), (35.2, 138.4), (35.1, 138.2), (0, 0)].enumerated() {
            offices[index].latitude = Float(place.0)
            offices[index].longitude = Float(place.1)
        }
        let standing = AnalyticsTests.standing(offices + [office(5)])
        let centre = standing.centre(of: standing.municipalities[0])
        #expect(centre == OfficeCentre(latitude: 35.1, longitude: 138.2, offices: 3))
        #expect(standing.centre(of: standing.municipalities[1]) == nil)
    }
}
