import Adoption
import Analytics
import Dashboards

extension SiteEdition {
    /// The move to the route of the rule's last period, as counts; nil where nobody can move or nothing is reported.
    func lapseBlock(of area: AreaSelection) -> Block? {
        switch area {
        case .nation: return nil
        case .prefecture(let number):
            guard let figures = standing.prefecture(number),
                let move = standing.routeMove(of: figures, reference: state.reference)
            else { return nil }
            return LapseBlock(setting: setting.resting(on: figures.grounds), move: move.sum, municipalities: move)
                .block()
        case .municipality(let index):
            let figures = standing.municipalities[index]
            guard figures.isReported, figures.eligible > 0,
                let move = standing.routeMove(of: figures, reference: state.reference)
            else { return nil }
            return LapseBlock(setting: setting.resting(on: figures.grounds), move: move).block()
        }
    }
}
