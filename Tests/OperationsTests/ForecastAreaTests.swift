import Adoption
import Analytics
import Dashboards
import TestWorkspace
import Testing

@testable import Operations

@Suite("what lies ahead, as a command asks for it")
struct ForecastAreaTests {
    private let state: LedgerState
    private let edition: SiteEdition
    private let forecast: PrefectureForecast
    /// The first municipality of the sample that has a forecast and has not met its KPI.
    private let own: MunicipalityForecast

    init() throws {
        let it = try SampleLedger.shared()
        state = try it.workspace.state()
        edition = try SiteEdition(
            state, design: SiteDesign(it.workspace.project), asOf: SampleLedger.day, language: .japanese)
        let edition = edition
        let forecasts = state.reference.prefectures.map { edition.forecasts.prefecture($0.number) }
        let found = forecasts.first { forecast in forecast.municipalities.contains { $0.map { !$0.isMet } ?? false } }
        forecast = try #require(found)
        own = try #require(forecast.municipalities.compactMap { $0 }.first { !$0.isMet })
    }

    private func text(_ area: AreaSelection, _ request: ForecastRequest) throws -> String {
        String(decoding: try edition.forecastText(of: area, supposing: request), as: UTF8.self)
    }

    private func failure(_ area: AreaSelection, _ request: ForecastRequest) -> Failure? {
        do {
            _ = try edition.forecastText(of: area, supposing: request)
            return nil
        } catch {
            return error as? Failure
        }
    }

    private var municipality: AreaSelection { .municipality(own.index) }
    private var december: Day? { Day("2026-12-31") }

    @Test("every area's forecast has an address among the site's pages, and the page of the area leads to it")
    func addresses() throws {
        let code = state.reference.municipalities[own.index].code.description
        let path = PagePath.forecast(of: .municipality(code))
        #expect(edition.paths.contains(path))
        #expect(edition.page(path)?.kind == .forecast)
        let block = try #require(edition.page(.municipality(code))?.blocks.first { $0.id == "forecast" })
        guard case .figure(let figure) = block.body else {
            Issue.record("no figure")
            return
        }
        #expect(figure.more?.path == path)
        #expect(edition.page(PagePath("/forecast/")) == nil)
    }

    @Test("the nation has no KPI to reach")
    func nation() {
        #expect(failure(.nation, ForecastRequest())?.code == .invalid)
    }

    @Test("offices that join stand beside the unchanged outlook, which stays as it is")
    func joining() throws {
        let plain = try text(municipality, ForecastRequest())
        #expect(!plain.contains("もしもの計算"))
        let supposed = try text(municipality, ForecastRequest(joining: 1, day: december))
        #expect(supposed.contains("もしもの計算(記録ではありません)"))
        #expect(supposed.contains("仮定: 2026年12月31日までに、新しく1事業所が利用を始める。"))
        let headline = try #require(edition.forecastPage(of: municipality)?.headline)
        #expect(plain.contains(headline.prefix(12)) && supposed.contains(headline.prefix(12)))
    }

    @Test("more than are left, days that are not ahead, and numbers for a prefecture are refused with the reason")
    func refused() {
        let free = own.pace.eligible - own.pace.using
        #expect(failure(municipality, ForecastRequest(joining: free + 1, day: december))?.code == .invalid)
        #expect(failure(municipality, ForecastRequest(joining: 1, day: Day("2026-10-31")))?.code == .invalid)
        #expect(failure(municipality, ForecastRequest(joining: 1, day: Day("2029-11-01")))?.code == .invalid)
        #expect(failure(municipality, ForecastRequest(joining: 1))?.code == .invalid)
        let prefecture = AreaSelection.prefecture(forecast.input.prefecture)
        #expect(failure(prefecture, ForecastRequest(joining: 1, day: december))?.code == .invalid)
    }

    @Test("unknown office numbers are all named")
    func unknownOffices() throws {
        let request = ForecastRequest(offices: ["9999999999", "abc"], day: december)
        let refusal = try #require(failure(municipality, request))
        #expect(refusal.code == .notFound)
        #expect(refusal.message.contains("9999999999、abc"))
    }

    @Test("named offices join where they lie; those in use already are named and change nothing")
    func offices() throws {
        let census = UseCensus(
            snapshot: state.snapshot, reference: state.reference, rules: edition.standing.rules, day: SampleLedger.day)
        let here = state.snapshot.numbers.indices.filter { census.state(of: $0).municipality == own.index }
        let user = try #require(here.first { census.state(of: $0).isUsing })
        let other = try #require(here.first { census.state(of: $0).isEligible && !census.state(of: $0).isUsing })
        let numbers = [user, other].map { census.number(of: $0).description }
        let text = try self.text(municipality, ForecastRequest(offices: numbers, day: december))
        #expect(text.contains("新しく1事業所が利用を始める"))
        #expect(text.contains("すでに利用中のため加えていない事業所"))
    }

    @Test("who has not moved drops out in the month of the change, and only before it")
    func unmoved() throws {
        let text = try self.text(municipality, ForecastRequest(unmovedDrop: true))
        #expect(text.contains("2027年1月に、新しい経路へ移っていない"))
        let it = try SampleLedger.shared()
        let later = try SiteEdition(
            state, design: SiteDesign(it.workspace.project), asOf: try #require(Day("2027-01-31")), language: .japanese)
        #expect(throws: Failure.self) {
            try later.forecastText(of: municipality, supposing: ForecastRequest(unmovedDrop: true))
        }
    }

    @Test("a new edition with the same series computes nothing anew")
    func memo() throws {
        let it = try SampleLedger.shared()
        let memo = ForecastMemo()
        for _ in 0..<2 {
            let edition = try SiteEdition(
                state, design: SiteDesign(it.workspace.project), asOf: SampleLedger.day, language: .japanese,
                memo: memo)
            #expect(memo.computed <= 1)
            _ = edition.forecasts.prefecture(forecast.input.prefecture)
            #expect(memo.computed == 1)
        }
    }
}
