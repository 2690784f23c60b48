import Adoption
import Analytics

extension PageSetting {
    /// Why a verdict is as it is, with areas, services, routes and steps by their names.
    func text(_ reason: CampaignReason) -> String {
        words.sentence(reason, name: name(in: reason))
    }

    private func name(in reason: CampaignReason) -> String? {
        switch reason.key {
        case .inArea, .outsideArea, .areaUncertain:
            return MunicipalityCode(reason.name).flatMap(reference.municipalityIndex).map { area($0).name }
        case .serviceOffered, .serviceNotOffered:
            return reference.services.first { $0.code == reason.name }?.name
        case .otherRoute:
            return reference.routeIndex(code: reason.name).map { name(reference.routes[$0]) }
        case .stepMissing, .stepOutOfOrder:
            return EnrollmentStep.Kind(rawValue: reason.name).map(name)
        default: return nil
        }
    }
}
