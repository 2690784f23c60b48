/// How somebody takes to new things, by their own words: the five groups of Rogers' theory as an attitude. It says
/// nothing about when an office really began.
package enum Attitude: String, CaseIterable, Sendable {
    /// イノベーター: values the new for its own sake.
    case innovator
    /// アーリーアダプター: follows what is coming and judges by own information.
    case earlyAdopter = "early_adopter"
    /// アーリーマジョリティ: cautious, but does not want to be left behind.
    case earlyMajority = "early_majority"
    /// レイトマジョリティ: sceptical; joins when more than half have.
    case lateMajority = "late_majority"
    /// ラガード: not interested in the new at all.
    case laggard
}
