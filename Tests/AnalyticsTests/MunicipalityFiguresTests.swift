import Adoption
import Testing

@testable import Analytics

@Suite("The figures of a municipality")
struct MunicipalityFiguresTests {
    /// 千代田区 alone, reported from 2026-01-01 unless said otherwise.
    private func figures(
        _ offices: [LedgerBuilder.Office], reported: Day? = day("2026-01-01"), list: Day? = nil,
        rules: KPIRules = .draft(), on day: String = "2026-10-31"
    ) -> MunicipalityFigures {
        standing(offices, reported: reported, list: list, rules: rules, on: day).municipalities[0]
    }

    @Test("suspended offices are beside N, deemed ones in it, a second active service makes an office active")
    func statuses() {
        let figures = figures([
            office(1, [("11", .active)], uses: true),
            office(2, [("11", .suspended)], uses: true),
            office(3, [("13", .deemed)]),
            office(4, [("11", .suspended), ("43", .active)]),
            office(5, [("46", .active)], uses: true),
        ])
        #expect(figures.count == UseCount(using: 1, eligible: 3))
        #expect(figures.suspended == 1)
        #expect(figures.deemed == 1)
        #expect(figures.judgement == .met)
        #expect(figures.oneOfficeDecides)
        #expect(figures.share?.perMilleFloor == 333)
    }

    @Test("a rule may count suspended offices and leave deemed ones out")
    func otherRule() {
        var rules = KPIRules.draft()
        rules.municipality.countsSuspended = true
        rules.municipality.countsDeemed = false
        let figures = figures(
            [office(1, [("11", .suspended)], uses: true), office(2, [("13", .deemed)])], rules: rules)
        #expect(figures.count == UseCount(using: 1, eligible: 1))
        #expect(figures.suspended == 0)
        #expect(figures.deemed == 1)
    }

    @Test("a pledge, an application and an equivalent system are not use")
    func notUse() {
        let figures = figures([
            office(1, registrations: [("careplan-renkei", .pledged)]),
            office(2, registrations: [("kaigo-web", .applied)]),
            office(3, registrations: [("equivalent", .registered)]),
            office(4, registrations: [("careplan-renkei", .registered), ("kaigo-web", .registered)]),
        ])
        #expect(figures.count == UseCount(using: 1, eligible: 4))
        #expect(figures.judgement == .notMet)
        #expect(figures.needed == 1)
        #expect(figures.cushion == -1)
        #expect(figures.required == 2)
    }

    @Test("from 2027 only the new route counts")
    func yearOfTheMove() {
        let offices = [office(1, uses: true), office(2, registrations: [("kaigo-web", .registered)]), office(3)]
        #expect(figures(offices, on: "2026-12-31").using == .value(2))
        #expect(figures(offices, on: "2027-01-01").using == .value(1))
    }

    @Test("without a report n is missing, not zero, and everything is possible")
    func notReported() {
        let figures = figures([office(1, uses: true), office(2)], reported: nil)
        #expect(figures.using == .missing(.noReport))
        #expect(figures.eligible == 2)
        #expect(figures.judgement == .notReported)
        #expect(figures.reasons == [.noReport])
        #expect(figures.needed == nil && figures.share == nil && figures.cushion == nil)
        #expect(figures.certainty == .undecided)
        #expect(figures.bounds.lower == Fraction(0, 2) && figures.bounds.upper == Fraction(2, 2))
        #expect(figures.latestReport == nil)
    }

    @Test("a report counts from its day on")
    func reportedFrom() {
        let offices = [office(1, uses: true)]
        #expect(figures(offices, on: "2025-12-31").judgement == .notReported)
        #expect(figures(offices, on: "2026-01-01").judgement == .met)
    }

    @Test("no office in scope is told apart from no office list")
    func notApplicable() {
        let empty = figures([office(1, [("46", .active)])], list: day("2026-09-01"))
        #expect(empty.judgement == .notApplicable)
        #expect(empty.reasons == [.noOfficeInScope])
        #expect(empty.certainty == .notApplicable)
        #expect(empty.share == nil && empty.needed == nil && empty.required == nil)
        #expect(figures([]).reasons == [.noOfficeList])
    }

    @Test("a rule that asks for real exchange has no value without exchange records")
    func exchange() {
        var rules = KPIRules.draft()
        rules.municipality.minimumStage = .exchanged
        let figures = figures([office(1, uses: true)], rules: rules)
        #expect(figures.using == .missing(.noExchangeRecords))
        #expect(figures.judgement == .undecided)
    }

    @Test("offices with an open disagreement widen the bounds and may hold up the judgement")
    func doubts() {
        // Certain 3 of 9; one doubtful office that does not use makes the worst case 3/10, two make it 3/11.
        let certain = (1...9).map { office($0, uses: $0 <= 3) }
        let one = figures(certain + [office(10, doubt: .municipality)])
        #expect(one.count == UseCount(using: 3, eligible: 10))
        #expect(one.judgement == .met && one.certainty == .met)
        let two = figures(certain + [office(10, doubt: .municipality), office(11, doubt: .service)])
        #expect(two.judgement == .notMet)
        #expect(two.certainty == .undecided)
        #expect(two.reasons == [.doubtfulOffices])
        #expect(two.bounds.lower == Fraction(3, 11) && two.bounds.upper == Fraction(3, 9))
        #expect(two.bounds.toCheck == 2)
    }

    @Test("an office that one list calls closed may count all the same")
    func closureDoubt() {
        var closed = office(2, uses: true, doubt: .closure)
        closed.services[0].through = day("2026-03-31")
        let figures = figures([office(1), closed])
        #expect(figures.count == UseCount(using: 0, eligible: 1))
        #expect(figures.bounds.doubtfulUsing == 1)
        #expect(figures.bounds.upper == Fraction(1, 2))
        #expect(figures.certainty == .undecided)
    }

    @Test("offices before the first list are presumed, those with an opening day are not")
    func presumed() {
        var opened = office(2)
        opened.services[0].from = day("2025-04-01")
        let before = figures([office(1), opened], list: day("2026-11-01"))
        #expect(before.eligible == 2)
        #expect(before.presumed == 1)
        #expect(figures([office(1), opened], list: day("2026-10-31")).presumed == 0)
    }

    @Test("an office lies where it lay on the day, and in its ward's city")
    func places() {
        var moved = office(1)
        moved.places = [
            .init(municipality: code(22101), from: nil), .init(municipality: code(22203), from: day("2026-05-01")),
        ]
        let reference = Reference.small()
        let city = reference.municipalityIndex(of: code(22100)) ?? -1
        let town = reference.municipalityIndex(of: code(22203)) ?? -1
        #expect(standing([moved], on: "2026-04-30").municipalities[city].eligible == 1)
        #expect(standing([moved], on: "2026-05-01").municipalities[city].eligible == 0)
        #expect(standing([moved], on: "2026-05-01").municipalities[town].eligible == 1)
    }
}
