import Adoption
import Dashboards
import Operations
import TestWorkspace
import Testing

/// The edition that a server shows, without the server.
@Suite("A live site")
struct LiveSiteTests {
    private func begun() throws -> TestWorkspace {
        let it = try TestWorkspace()
        try it.importOffices([OfficeRow(officeNumber(1), "43")], on: "2026-10-31")
        return it
    }

    @Test("midnight in Japan begins a new edition, not midnight in Greenwich")
    func midnight() async throws {
        let it = try begun()
        // 23:59:00 in Japan; every look at the clock takes a second.
        it.clock.set(try #require(Instant("2026-11-05T14:59:00Z")))
        let site = try LiveSite(it.workspace, asOf: nil, language: .japanese)
        #expect(site.current()?.asOf == Day("2026-11-05"))
        #expect(await site.refresh().name == "unchanged")
        it.clock.set(try #require(Instant("2026-11-05T15:00:00Z")))
        #expect(await site.refresh().name == "newEdition")
        #expect(site.current()?.asOf == Day("2026-11-06"))
        it.clock.set(try #require(Instant("2026-11-06T00:00:00Z")))
        #expect(await site.refresh().name == "unchanged")
    }

    @Test("a day that was fixed stays")
    func fixedDay() async throws {
        let it = try begun()
        let site = try LiveSite(it.workspace, asOf: Day("2026-10-31"), language: .japanese)
        it.clock.set(try #require(Instant("2027-02-01T00:00:00Z")))
        #expect(await site.refresh().name == "unchanged")
        #expect(site.current()?.asOf == Day("2026-10-31"))
    }

    @Test("an edition that a request holds stays whole when the next one comes")
    func oldEdition() async throws {
        let it = try begun()
        let site = try LiveSite(it.workspace, asOf: Day("2026-10-31"), language: .japanese)
        let old = try #require(site.current())
        let page = try #require(SitePath("/municipalities/221007/index.json"))
        let bytes = old.bytes(page)
        _ = try it.anotherHandle().importOffices(
            it.request([try it.file("more.csv", officesCSV([OfficeRow(officeNumber(2), "43")]))], on: "2026-10-31"))
        #expect(await site.refresh().name == "newEdition")
        let new = try #require(site.current())
        #expect(new.revision == old.revision + 1 && new.tag != old.tag)
        #expect(old.bytes(page) == bytes && new.bytes(page) != bytes)
        #expect(site.isReachable)
    }

    @Test("language, day and revision each change the tag of the edition")
    func tags() throws {
        let it = try begun()
        let design = try SiteDesign(it.workspace.project)
        let state = try it.workspace.state()
        let day = Day(number: 20_757)
        let tags = try [
            SiteEdition(state, design: design, asOf: day, language: .japanese).tag,
            SiteEdition(state, design: design, asOf: day, language: .english).tag,
            SiteEdition(state, design: design, asOf: day.advanced(by: 1), language: .japanese).tag,
        ]
        #expect(Set(tags).count == 3)
        #expect(try SiteEdition(state, design: design, asOf: day, language: .japanese).tag == tags[0])
    }
}

extension LiveSite.Refresh {
    fileprivate var name: String {
        switch self {
        case .unchanged: "unchanged"
        case .newEdition: "newEdition"
        case .lost(let failure): "lost \(failure)"
        case .regained: "regained"
        }
    }
}
