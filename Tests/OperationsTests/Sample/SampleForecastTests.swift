import Adoption
import Analytics
import Dashboards
import TestWorkspace
import Testing

@testable import Operations

@Suite("The sample's forecasts: one gate opens, the other stays shut")
struct SampleForecastTests {
    private let edition: SiteEdition

    init() throws {
        let it = try SampleLedger.shared()
        edition = try SiteEdition(
            try it.workspace.state(), design: SiteDesign(it.workspace.project), asOf: SampleLedger.day,
            language: .japanese)
    }

    private func page(_ prefecture: Int) throws -> String {
        String(
            decoding: try edition.forecastText(of: .prefecture(prefecture), supposing: ForecastRequest()), as: UTF8.self
        )
        .split(separator: "\n").joined()
    }

    @Test("every reported municipality has 36 complete months", arguments: [(22, 34), (31, 18)])
    func months(prefecture: Int, reported: Int) throws {
        let histories = edition.forecasts.prefecture(prefecture).input.municipalities.compactMap {
            try? $0.history.get()  // try?: the municipality without a report has none
        }
        #expect(histories.count == reported)
        #expect(histories.allSatisfy { $0.steps == 36 })
        #expect(histories.allSatisfy { $0.lastMonth == SampleLedger.day.month })
    }

    @Test("静岡県: the backtest opens the forecast, and its page shows range, chance and date")
    func open() throws {
        let backtest = edition.forecasts.prefecture(22).backtest
        #expect(backtest.isOpen, "\(backtest.objections)")
        let (three, six) = (try #require(backtest.score(3)), try #require(backtest.score(6)))
        // Origins 12…33 and 12…30 of 36 months, in 34 municipalities.
        #expect(three.trials == 34 * 22 && six.trials == 34 * 19)
        #expect((three.error, three.paceError, three.covered) == (2_033, 2_394, 566))
        #expect((six.error, six.paceError, six.covered) == (2_731, 3_969, 456))
        let page = try page(22)
        #expect(page.contains("今の広がり方が続けば、5割(18市区町村)到達は"))
        #expect(page.contains("(8割の見込み)"))
        #expect(page.contains("今は条件を満たしています。"))
    }

    @Test("鳥取県: it loses to the pace line, and its page shows the pace alone, and why")
    func shut() throws {
        let backtest = edition.forecasts.prefecture(31).backtest
        #expect(backtest.objections == [.worseThanPace(horizon: 3), .worseThanPace(horizon: 6)])
        let (three, six) = (try #require(backtest.score(3)), try #require(backtest.score(6)))
        #expect(three.trials == 18 * 22 && six.trials == 18 * 19)
        #expect((three.error, three.paceError, three.covered) == (508, 376, 313))
        #expect((six.error, six.paceError, six.covered) == (770, 394, 259))
        let page = try page(31)
        #expect(page.contains("直近のペースだけを示し、幅のある予想は示していません。"))
        #expect(page.contains("今は条件を満たしていません。"))
        #expect(!page.contains("8割の見込み"))
    }
}
