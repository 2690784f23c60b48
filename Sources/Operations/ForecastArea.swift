import Adoption
import Analytics
import Dashboards

/// What a forecast is to suppose.
package struct ForecastRequest: Sendable {
    /// So many offices begin by `day`.
    package var joining: Int?
    /// These offices begin by `day`; their numbers as they were written.
    package var offices: [String]
    package var day: Day?
    /// The offices that have not moved when the routes change drop out then.
    package var unmovedDrop: Bool

    package init(joining: Int? = nil, offices: [String] = [], day: Day? = nil, unmovedDrop: Bool = false) {
        self.joining = joining
        self.offices = offices
        self.day = day
        self.unmovedDrop = unmovedDrop
    }

    var isEmpty: Bool { joining == nil && offices.isEmpty && !unmovedDrop }
}

/// The forecast of an area for a terminal, also under a supposition.
extension SiteEdition {
    /// The page of an area's forecast as text.
    /// - Throws: `Failure.invalid` for the nation and for a supposition that cannot be, `Failure.notFound` for office
    ///   numbers that the ledger does not know.
    package func forecastText(of area: AreaSelection, supposing request: ForecastRequest) throws -> [UInt8] {
        render(try forecastPage(of: area, supposing: request), as: .txt)
    }

    /// The same as JSON.
    package func forecastJSON(of area: AreaSelection, supposing request: ForecastRequest) throws -> [UInt8] {
        render(try forecastPage(of: area, supposing: request), as: .json)
    }

    private func forecastPage(of area: AreaSelection, supposing request: ForecastRequest) throws -> Page {
        guard let (forecast, subject) = forecast(of: area) else {
            throw Failure(
                .invalid, "今後の見通しは、都道府県か市区町村ごとに示します。",
                hint: "--prefecture または --municipality を指定してください(例: --municipality 静岡市)。")
        }
        let whatIf = request.isEmpty ? nil : try whatIf(request, area, forecast, subject)
        guard let page = forecastPage(of: area, whatIf: whatIf) else {
            throw Failure(.internal, "今後の見通しのページを作れません。")
        }
        return page
    }

    private func whatIf(
        _ request: ForecastRequest, _ area: AreaSelection, _ forecast: PrefectureForecast, _ subject: ForecastSubject
    ) throws -> WhatIf {
        let members = try members(of: area, forecast)
        let census = UseCensus(
            snapshot: state.snapshot, reference: state.reference, rules: setting.rules, day: asOf)
        var supposition = Supposition()
        if request.joining != nil || !request.offices.isEmpty {
            try suppose(request, area, forecast, census, members, in: &supposition)
        }
        var dropMonth: Month?
        if request.unmovedDrop {
            guard let month = forecast.input.breaksAhead.first,
                let ahead = Supposition.ahead(month.lastDay, of: forecast.input.lastMonth)
            else {
                throw Failure(
                    .invalid, "数える経路が変わる予定がありません。",
                    hint: "--if-unmoved-drop は、経路が変わる日より前の時点で指定してください(例: --as-of 2026-10-31)。")
            }
            supposition.dropUnmoved(census, municipalities: members, ahead: ahead, change: month.lastDay)
            dropMonth = month
        }
        let supposed = PrefectureForecast(
            forecast.input, supposed: supposition.changes, backtest: forecast.backtest)
        let joins = request.joining != nil || !request.offices.isEmpty
        return WhatIf(
            forecast: supposed, supposition: supposition, joinDay: joins ? request.day : nil, dropMonth: dropMonth)
    }

    /// The municipalities that a supposition is about: those of the area that have a forecast.
    private func members(of area: AreaSelection, _ forecast: PrefectureForecast) throws -> Set<Int> {
        let known = Set(forecast.municipalities.compactMap { $0?.index })
        let members: Set<Int> = if case .municipality(let index) = area { known.intersection([index]) } else { known }
        guard !members.isEmpty, area.isMunicipality || forecast.reach != nil else {
            throw Failure(
                .invalid, "記録が足りず見通しを示せないため、仮定を置いた計算はできません。",
                hint: "月末の増減が\(AdoptionHistory.fewestSteps)か月分そろった市区町村か都道府県を指定してください。")
        }
        return members
    }

    private func suppose(
        _ request: ForecastRequest, _ area: AreaSelection, _ forecast: PrefectureForecast, _ census: UseCensus,
        _ members: Set<Int>, in supposition: inout Supposition
    ) throws {
        let last = forecast.input.lastMonth
        guard let day = request.day, let ahead = Supposition.ahead(day, of: last) else {
            let given = request.day.map { "\($0) は" } ?? ""
            throw Failure(
                .invalid, "\(given)仮定を置ける日ではありません。",
                hint: "--by に \(last.lastDay.advanced(by: 1)) から "
                    + "\(last.advanced(by: MunicipalityForecast.horizon).lastDay) までの日を指定してください。")
        }
        supposition.join(try places(of: request.offices), census, municipalities: members, ahead: ahead)
        guard let joining = request.joining else { return }
        guard case .municipality(let index) = area, let own = forecast.municipality(index) else {
            throw Failure(
                .invalid, "増える事業所の数は、市区町村を指定したときだけ仮定できます。",
                hint: "--municipality を指定するか、--if-offices で事業所番号を並べてください。")
        }
        let free = own.pace.eligible - own.pace.using - supposition.joining
        guard joining <= free else {
            throw Failure(
                .invalid, "\(joining)事業所は増やせません。まだ利用していない対象の事業所は\(max(0, free))です。",
                hint: "--if-joining に\(max(0, free))以下の数を指定してください。")
        }
        supposition.join(joining, municipality: index, ahead: ahead)
    }

    /// Places in the snapshot; every number that cannot be found is named.
    private func places(of offices: [String]) throws -> [Int] {
        let found = offices.map { text in OfficeNumber(text).flatMap(state.snapshot.index(of:)) }
        let unknown = zip(offices, found).filter { $0.1 == nil }.map(\.0)
        guard unknown.isEmpty else {
            throw Failure(
                .notFound, "名簿にない事業所番号があります: \(unknown.joined(separator: "、"))",
                hint: "10桁の事業所番号を確かめてください。取り込んだ名簿にある番号だけを仮定に使えます。")
        }
        return found.compactMap { $0 }
    }
}

extension AreaSelection {
    fileprivate var isMunicipality: Bool {
        if case .municipality = self { true } else { false }
    }
}
