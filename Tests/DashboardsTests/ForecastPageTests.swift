import Adoption
import Testing

@testable import Analytics
@testable import Dashboards

@Suite("what lies ahead, on the pages of an area and on its own page")
struct ForecastPageTests {
    /// A linear congruential generator (Knuth's MMIX): the same series on every machine.
    private struct Draws {
        var state: UInt64 = 20_261_118

        mutating func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) * 0x1p-53
        }
    }

    /// Four municipalities of 静岡県 over 36 months up to 2026-10, each office starting with the hazard of the month.
    private static func input(_ hazard: (_ step: Int, _ share: Double) -> Double) -> ForecastInput {
        var draws = Draws()
        let histories = (0..<4).map { place in
            let eligible = 250 + 100 * place
            var using = [2]
            for step in 0..<36 {
                let now = using[step]
                let h = hazard(step, Double(now) / Double(eligible))
                var starts = 0
                for _ in 0..<(eligible - now) where draws.next() < h { starts += 1 }
                using.append(now + starts)
            }
            return AdoptionHistory(
                firstMonth: SmallLedger.day.month.advanced(by: -36), using: using,
                eligible: [Int](repeating: eligible, count: 37))
        }
        var input = ForecastInput(
            histories: histories, target: KPITarget(threshold: Fraction(3, 10), comparison: .atLeast),
            prefectureTarget: KPITarget(threshold: Fraction(5, 10), comparison: .atLeast))
        input.prefecture = 22
        input.breaksAhead = [SmallLedger.day.month.advanced(by: 3)]
        return input
    }

    private static let open = PrefectureForecast(input { _, share in 0.003 + 0.05 * share })
    private static let shut = PrefectureForecast(input { step, _ in step % 12 < 9 ? 0.0005 : 0.025 })

    private let setting: PageSetting
    private let series: [AreaSeriesPoint]

    init() throws {
        setting = try SmallLedger().site(try ProjectFiles.wording(.japanese)).setting
        series = (0..<3).map { place in
            var tally = JudgementTally()
            for _ in 0..<4 { tally.count(.notMet) }
            return AreaSeriesPoint(
                day: SmallLedger.day.month.advanced(by: place - 2).lastDay, total: .zero, eligibleNotReported: 0,
                tally: tally, judgement: .notMet)
        }
    }

    private func page(
        _ forecast: PrefectureForecast, _ subject: ForecastSubject = .municipality(0), whatIf: WhatIf? = nil
    ) -> Page {
        ForecastPage(setting: setting, forecast: forecast, subject: subject, whatIf: whatIf).page()
    }

    private func figure(_ block: Block?) throws -> Figure {
        guard case .figure(let figure) = try #require(block).body else { throw Unexpected() }
        return figure
    }

    private struct Unexpected: Error {}

    private func columns(_ figure: Figure) -> [String] { figure.tables[0].columns.map(\.key) }

    private func chart(_ figure: Figure) throws -> LineChart {
        guard case .line(let chart) = try #require(figure.chart) else { throw Unexpected() }
        return chart
    }

    @Test("an open gate: range of dates, band, chances, and how far off the method was")
    func open() throws {
        #expect(ForecastPageTests.open.backtest.isOpen)
        let page = page(ForecastPageTests.open)
        #expect(page.path == "/municipalities/221015/forecast/")
        #expect(page.headline.hasPrefix("甲市: 今の広がり方が続けば、3割到達は"))
        #expect(page.headline.hasSuffix("ごろ(8割の見込み)です。新しい取組や制度変更があれば変わります。"))
        #expect(page.lead[0].plain.hasPrefix("直近3か月と同じペース"))
        #expect(page.lead[1].plain.hasPrefix("過去に同じ方法で6か月先を予想したときの外れ幅は、平均"))
        #expect(page.blocks.map(\.id) == ["forecast", "probabilities", "backtest", "assumptions", "hint"])
        let figure = try figure(page.blocks.first)
        #expect(columns(figure) == ["month", "pace", "low", "middle", "high", "reach"])
        #expect(try !chart(figure).forecast.isEmpty && !chart(figure).pace.isEmpty)
        #expect(figure.caption.contains("2027年1月に数える経路が変わります。"))
        #expect(figure.more == nil)
        let months = try self.figure(page.blocks[1]).tables[0].groups.flatMap(\.rows)
        #expect(months.count == 36 && months[0].key == "2026-11")
    }

    @Test("a shut gate: the pace line alone, and why; no range, no chance, no date from the forecast anywhere")
    func shut() throws {
        #expect(!ForecastPageTests.shut.backtest.isOpen)
        let page = page(ForecastPageTests.shut)
        #expect(page.headline.hasPrefix("甲市: 直近3か月と同じペース"))
        #expect(page.lead[0].plain == "直近のペースだけを示し、幅のある予想は示していません。")
        #expect(page.lead[1].plain.hasPrefix("過去に") && page.lead[1].plain.hasSuffix("ためです。"))
        let figure = try figure(page.blocks.first)
        #expect(columns(figure) == ["month", "pace"])
        #expect(try chart(figure).forecast.isEmpty && !chart(figure).pace.isEmpty)
        #expect(figure.caption.hasPrefix("直近のペースだけを示し"))
        #expect(columns(try self.figure(page.blocks[1])) == ["month", "pace"])
        #expect(!page.numbers.contains { $0.key == "middle" })
    }

    @Test("on the area's page the block leads to the forecast's own page")
    func block() throws {
        let block = ForecastBlock(setting: setting, forecast: ForecastPageTests.open, subject: .municipality(1)).block()
        #expect(try figure(block).more?.path == "/municipalities/221023/forecast/")
        let prefecture = ForecastBlock(
            setting: setting, forecast: ForecastPageTests.shut, subject: .prefecture(series)
        ).block()
        #expect(try figure(prefecture).more?.path == "/prefectures/22/forecast/")
        #expect(try figure(prefecture).title.contains("5割(2市区町村)"))
    }

    @Test("the prefecture's page counts municipalities, with the gate open and shut")
    func prefecture() throws {
        for forecast in [ForecastPageTests.open, ForecastPageTests.shut] {
            let page = page(forecast, .prefecture(series))
            #expect(page.headline.hasPrefix("静岡県: ") && page.headline.contains("5割(2市区町村)"))
            let figure = try figure(page.blocks.first)
            #expect(figure.tables[0].columns[1].unit == "市区町村")
            #expect(columns(figure).contains("reach") == forecast.backtest.isOpen)
        }
    }

    @Test("too short a record is a reason with its months; without a report the area's page has said so already")
    func missing() throws {
        var input = ForecastPageTests.input { _, _ in 0.01 }
        input.municipalities[0].history = AdoptionHistory.reading(
            [], rule: setting.rules.municipality, campaigns: [])
        input.municipalities[1].history = AdoptionHistory.reading(
            (0..<8).map { place in
                SeriesPoint(
                    day: SmallLedger.day.month.advanced(by: place - 7).lastDay, using: .value(1), eligible: 9,
                    judgement: .notMet)
            }, rule: setting.rules.municipality, campaigns: [])
        let forecast = PrefectureForecast(input)
        #expect(ForecastBlock(setting: setting, forecast: forecast, subject: .municipality(0)).block() == nil)
        let none = page(forecast)
        #expect(none.headline == "甲市の今後の見通しは、まだ示せません。")
        #expect(none.blocks.map(\.id) == ["empty"] && none.numbers.isEmpty)
        let short = try #require(
            ForecastBlock(setting: setting, forecast: forecast, subject: .municipality(1)).block())
        guard case .panel(let panel) = short.body else { throw Unexpected() }
        #expect(panel.text.map(\.plain) == ["見通しを計算するには、月末の増減が12か月分必要です。今の記録は7か月分です。"])
    }

    @Test("every figure has its three sentences, every form its text, and no form a word of the trade")
    func forms() throws {
        let renderer = try ProjectFiles.renderer()
        for language in Language.allCases {
            var setting = setting
            setting.words = try ProjectFiles.wording(language)
            for forecast in [ForecastPageTests.open, ForecastPageTests.shut] {
                for subject in [ForecastSubject.municipality(0), .prefecture(series)] {
                    let page = ForecastPage(setting: setting, forecast: forecast, subject: subject).page()
                    for block in page.blocks {
                        if case .figure(let figure) = block.body { #expect(figure.explanation != nil) }
                    }
                    for form in PageForm.allCases {
                        let text = String(decoding: renderer.render(page, as: form), as: UTF8.self)
                        #expect(!text.contains("⟦") && !text.contains("nan"), "\(form)")
                        if form != .json { #expect(!text.contains("{"), "\(form)") }
                        for word in ["Bass", "MAE", "posterior", "ハザード"] { #expect(!text.contains(word)) }
                    }
                }
            }
        }
    }

    @Test("what is supposed stands beside what is, and says that it is supposed")
    func whatIf() throws {
        let forecast = ForecastPageTests.shut
        var supposition = Supposition()
        supposition.join(12, municipality: 0, ahead: 2)
        let supposed = PrefectureForecast(
            forecast.input, supposed: supposition.changes, backtest: forecast.backtest)
        let whatIf = WhatIf(
            forecast: supposed, supposition: supposition, joinDay: SmallLedger.day.advanced(by: 60), dropMonth: nil)
        let page = page(forecast, whatIf: whatIf)
        #expect(page.blocks.first?.id == "what_if")
        guard case .panel(let panel) = page.blocks[0].body else { throw Unexpected() }
        #expect(panel.title == "もしもの計算(記録ではありません)")
        #expect(panel.text.map(\.plain) == ["仮定: 2026年12月30日までに、新しく12事業所が利用を始める。"])
        #expect(panel.note.count == 2 && panel.explanation != nil)
        let rows = try #require(panel.table).groups.flatMap(\.rows)
        // Only the pace: no chances while the gate is shut.
        #expect(rows.map(\.key) == ["pace", "pace_3", "pace_6", "pace_12", "pace_24", "pace_36"])
        guard case .decimal(let plain) = rows[1].cells[1], case .decimal(let more) = rows[1].cells[2] else {
            throw Unexpected()
        }
        #expect(more == plain + 12)
        // The rest of the page is unchanged.
        let own = try #require(forecast.municipality(0))
        #expect(supposed.municipality(0)?.history == own.history)
        #expect(page.headline == self.page(forecast).headline)
    }

    @Test("only certainty is shown as 100 % or 0 %")
    func chances() {
        func shown(_ probability: Double) -> String { setting.words.format.text(ForecastTables.chance(probability)) }
        #expect(shown(1) == "100.0" && shown(0) == "0.0")
        #expect(shown(0.99999) == "99.9" && shown(0.00001) == "0.1" && shown(0.5) == "50.0")
    }
}
