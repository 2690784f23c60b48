import Adoption
import Analytics
import Synchronization

/// The forecasts of one edition: its series is read when the first of them is asked for, and each prefecture is
/// computed when it is asked for, unless an earlier edition had the same.
package final class EditionForecasts: Sendable {
    private let state: LedgerState
    private let rules: KPIRules
    private let day: Day
    private let memo: ForecastMemo
    private let series = Mutex<ForecastSeries?>(nil)
    /// By prefecture: a page of each municipality asks, and reading its input again takes as long as the page.
    private let found = Mutex<[Int: PrefectureForecast]>([:])

    package init(_ state: LedgerState, rules: KPIRules, day: Day, memo: ForecastMemo) {
        self.state = state
        self.rules = rules
        self.day = day
        self.memo = memo
    }

    /// By the number of the prefecture, 1…47. Not on an event loop.
    package func prefecture(_ number: Int) -> PrefectureForecast {
        if let kept = found.withLock({ $0[number] }) { return kept }
        let series = series.withLock { kept in
            if let kept { return kept }
            let read = ForecastSeries(
                snapshot: state.snapshot, reference: state.reference, rules: rules, day: day,
                campaigns: state.campaignMonths(through: day))
            kept = read
            return read
        }
        let forecast = memo.forecast(series.input(prefecture: number))
        found.withLock { $0[number] = forecast }
        return forecast
    }
}

extension LedgerState {
    /// The months up to and with that of a day in which a campaign ran, by place in `Reference.municipalities`: a
    /// campaign of a prefecture runs in all of its municipalities. What is only planned is not in it: how strong it
    /// will be, nobody knows, and a forecast must not move because a definition was registered.
    package func campaignMonths(through day: Day) -> [Int: Set<Month>] {
        var months: [Int: Set<Month>] = [:]
        for campaign in campaigns {
            let definition = campaign.newest.definition
            let last = min(definition.ends, day).month
            guard definition.begins.month <= last else { continue }
            let span = (definition.begins.month.number...last.number).map(Month.init(number:))
            let members: [Int] =
                if let prefecture = reference.prefectures.first(where: { $0.code == definition.area }) {
                    reference.municipalities.indices.filter {
                        reference.municipalities[$0].code.prefecture == prefecture.number
                    }
                } else {
                    [reference.municipalityIndex(of: definition.area)].compactMap { $0 }
                }
            for municipality in members { months[municipality, default: []].formUnion(span) }
        }
        return months
    }
}
