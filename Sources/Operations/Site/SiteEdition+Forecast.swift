import Adoption
import Analytics
import Dashboards

/// The forecasts among the pages of an edition. They are computed when they are asked for.
extension SiteEdition {
    /// What lies ahead, for the page of an area; nil for the nation, which has no KPI.
    func forecastBlock(of area: AreaSelection) -> Block? {
        guard let (forecast, subject) = forecast(of: area) else { return nil }
        return ForecastBlock(setting: forecastSetting(area), forecast: forecast, subject: subject).block()
    }

    /// The page of an area's forecast; nil for the nation.
    func forecastPage(of area: AreaSelection, whatIf: WhatIf? = nil) -> Page? {
        guard let (forecast, subject) = forecast(of: area) else { return nil }
        return ForecastPage(setting: forecastSetting(area), forecast: forecast, subject: subject, whatIf: whatIf)
            .page()
    }

    /// The pages with a forecast: those that a page of an area leads to. Elsewhere the page says why there is none.
    var forecastPaths: [PagePath] {
        let prefectures = state.reference.prefectures.filter { forecasts.prefecture($0.number).reach != nil }
        let municipalities = setting.published.sorted().map { ($0, state.reference.municipalities[$0].code) }
            .filter { index, code in forecasts.prefecture(code.prefecture).municipality(index) != nil }
        return prefectures.map { .forecast(of: .prefecture($0.key)) }
            + municipalities.map { .forecast(of: .municipality($0.1.description)) }
    }

    func forecast(of area: AreaSelection) -> (PrefectureForecast, ForecastSubject)? {
        switch area {
        case .nation: return nil
        case .prefecture(let number):
            return (forecasts.prefecture(number), .prefecture(series.prefecture(number)))
        case .municipality(let index):
            return (forecasts.prefecture(standing.municipalities[index].code.prefecture), .municipality(index))
        }
    }

    /// Resting on the grounds of its area, as the area's own page.
    private func forecastSetting(_ area: AreaSelection) -> PageSetting {
        switch area {
        case .nation: setting
        case .prefecture(let number):
            standing.prefecture(number).map { setting.resting(on: $0.grounds) } ?? setting
        case .municipality(let index): setting.resting(on: standing.municipalities[index].grounds)
        }
    }
}
