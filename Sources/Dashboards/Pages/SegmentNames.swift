import Adoption
import Analytics

/// The five groups and the attitudes in words.
extension PageSetting {
    /// `アーリーアダプター(初期採用者)`
    func name(_ category: AdopterCategory) -> String {
        switch category {
        case .innovator: words("segments.innovator")
        case .earlyAdopter: words("segments.early_adopter")
        case .earlyMajority: words("segments.early_majority")
        case .lateMajority: words("segments.late_majority")
        case .laggard: words("segments.laggard")
        }
    }

    /// A head for a column.
    func shortName(_ category: AdopterCategory) -> String {
        switch category {
        case .innovator: words("segments.innovator_short")
        case .earlyAdopter: words("segments.early_adopter_short")
        case .earlyMajority: words("segments.early_majority_short")
        case .lateMajority: words("segments.late_majority_short")
        case .laggard: words("segments.laggard_short")
        }
    }

    /// With `|` where the chart may break the name.
    func curveName(_ category: AdopterCategory) -> String {
        switch category {
        case .innovator: words("segments.innovator_curve")
        case .earlyAdopter: words("segments.early_adopter_curve")
        case .earlyMajority: words("segments.early_majority_curve")
        case .lateMajority: words("segments.late_majority_curve")
        case .laggard: words("segments.laggard_curve")
        }
    }

    /// `2.5 %から16 %まで`: which part of the offices the group is, from the earliest.
    func range(_ category: AdopterCategory) -> String {
        words(
            "segments.range",
            ["from": percent(perMille: category.lowerPerMille), "to": percent(perMille: category.upperPerMille)])
    }

    /// `13.5`, `34`
    func percent(perMille: Int) -> String {
        perMille % 10 == 0
            ? format.integer(perMille / 10) : format.share(Fraction(perMille, 1000)) ?? Format.none
    }

    func name(_ attitude: Attitude) -> String {
        switch attitude {
        case .innovator: words("segments.attitude_innovator")
        case .earlyAdopter: words("segments.attitude_early_adopter")
        case .earlyMajority: words("segments.attitude_early_majority")
        case .lateMajority: words("segments.attitude_late_majority")
        case .laggard: words("segments.attitude_laggard")
        }
    }
}
