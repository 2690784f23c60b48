import Adoption
import Analytics
import Testing

@Suite("受付簿: who has a place, who waits, what is due")
struct CampaignBookTests {
    @Test("places go in the order of receipt, then the waiting list, then nobody")
    func order() throws {
        var desk = BookDesk(BookExamples.definition(places: 2, waiting: 1))
        for _ in 0..<4 { desk.apply(to: "single") }
        #expect(desk.places == [.held, .held, .waiting, .out(.ineligible)])
        #expect(desk.book.enrollment(4)?.last(.ineligible)?.subject == CampaignBook.full)
    }

    @Test("a withdrawn place is offered to the first who waits, and held for it until the deadline")
    func promotion() throws {
        var desk = BookDesk(BookExamples.definition(places: 1, offerHours: 72))
        for _ in 0..<3 { desk.apply(to: "single") }
        desk.end(1, .withdrawn)
        let until = desk.now.advanced(byHours: 72)
        #expect(desk.places == [.out(.withdrawn), .offered(until: until), .waiting])
        desk.wait(hours: 71)
        desk.advance()
        #expect(desk.places[1] == .offered(until: until))
        desk.wait(hours: 1)
        desk.advance()
        // The deadline itself is too late; the next one gets a deadline of its own.
        #expect(
            desk.places == [.out(.withdrawn), .out(.offerExpired), .offered(until: desk.now.advanced(byHours: 72))])
    }

    @Test("without an offer period a free place is given at once")
    func givenAtOnce() throws {
        var desk = BookDesk(BookExamples.definition(places: 1, offerHours: nil))
        desk.apply(to: "single")
        desk.apply(to: "single")
        desk.end(1, .failed)
        #expect(desk.places == [.out(.failed), .held])
    }

    @Test("the first half of a pair holds nothing: the place goes to who is complete first")
    func pairHoldsNothing() throws {
        var desk = BookDesk(BookExamples.definition(places: 1))
        desk.apply(to: "pair")
        desk.apply(to: "pair")
        #expect(desk.book.occupancy.total == 0)
        desk.confirm(2)
        desk.confirm(1)
        #expect(desk.places == [.waiting, .held])
    }

    @Test("a pair whose partner stays silent is out when the stated time is over")
    func silentPartner() throws {
        var desk = BookDesk(BookExamples.definition(places: 1))
        desk.apply(to: "pair")
        desk.wait(hours: 48)
        desk.advance()
        #expect(desk.places == [.out(.partnerExpired)])
        #expect(desk.book.enrollment(1)?.steps.map(\.kind) == [.awaitingPartner, .partnerExpired])
    }

    @Test("places reserved for seminar attendees stay free for them, and they may use the others too")
    func reserved() throws {
        // 3 places, 2 of them for attendees.
        var desk = BookDesk(BookExamples.definition(places: 3, reserved: 2))
        desk.apply(to: "single")
        desk.apply(to: "single")
        #expect(desk.places == [.held, .waiting])
        desk.apply(to: "single", isAttendee: true)
        desk.apply(to: "single", isAttendee: true)
        desk.apply(to: "single", isAttendee: true)
        #expect(desk.places == [.held, .waiting, .held, .held, .waiting])
        // An attendee's place that becomes free is for an attendee, though the other has waited longer.
        desk.end(3, .withdrawn)
        #expect(
            desk.places == [.held, .waiting, .out(.withdrawn), .held, .offered(until: desk.now.advanced(byHours: 72))])
    }

    @Test("the campaign's total limits all frames together")
    func total() throws {
        var desk = BookDesk(BookExamples.definition(places: 2, total: 3))
        desk.apply(to: "single")
        desk.apply(to: "single")
        desk.apply(to: "model")
        desk.apply(to: "model")
        #expect(desk.places == [.held, .held, .held, .waiting])
    }

    @Test("fewer places in a new version take nobody's place away; more places are given to those who wait")
    func versions() throws {
        var desk = BookDesk(BookExamples.definition(places: 3, offerHours: nil))
        for _ in 0..<4 { desk.apply(to: "single") }
        desk.change(BookExamples.definition(places: 1, offerHours: nil))
        desk.end(1, .withdrawn)
        #expect(desk.places == [.out(.withdrawn), .held, .held, .waiting])
        desk.change(BookExamples.definition(places: 5, offerHours: nil))
        desk.advance()
        #expect(desk.places == [.out(.withdrawn), .held, .held, .held])
        #expect(desk.book.enrollment(4)?.steps.map(\.version) == [1, 3])
    }

    @Test("after the last day for offers a free place stays free")
    func offersEnd() throws {
        var desk = BookDesk(BookExamples.definition(places: 1))
        desk.apply(to: "single")
        desk.apply(to: "single")
        desk.now = BookExamples.afterOffers
        desk.end(1, .withdrawn)
        #expect(desk.places == [.out(.withdrawn), .waiting])
    }

    @Test("whatever happens in whatever order: places, order, deadlines and replay hold", arguments: 0..<60)
    func properties(seed: Int) throws {
        var random = BookRandom(seed: UInt64(seed) &* 7919 &+ 1)
        var desk = BookDesk(random.definition())
        for _ in 0..<160 {
            random.act(on: &desk)
            // Whatever is due was recorded with it, and asking again finds nothing.
            #expect(desk.book.due(at: desk.now).isEmpty)
            let broken = desk.brokenRules()
            #expect(broken.isEmpty, "seed \(seed): \(broken)")
            if !broken.isEmpty { return }
        }
        // Receipts have no gaps, and the record alone gives the same book.
        #expect(
            desk.applications.map(\.receipt)
                == Array(1...max(1, desk.applications.count)).prefix(desk.applications.count).map { $0 })
        let replayed = CampaignBook(
            versions: desk.book.versions, applications: desk.applications, steps: desk.steps)
        #expect(replayed == desk.book)
    }
}
