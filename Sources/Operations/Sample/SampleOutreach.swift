import Adoption

/// What a municipality did to spread the use, and who came. The active ones do more, and offices that register soon
/// after an activity were there more often.
struct SampleOutreach {
    struct Held {
        var activity: OutreachActivity
        var attendees: [OfficeNumber]
    }

    private static let kinds: [(kind: OutreachActivity.Kind, weight: Int, title: String, place: String)] = [
        (.seminar, 34, "見本 ケアプランデータ連携セミナー", "見本会館"),
        (.groupGuidance, 22, "見本 集団指導での概要説明", "見本市民ホール"),
        (.handsOn, 16, "見本 モデル事業所の伴走支援", "各事業所"),
        (.exhibition, 10, "見本 介護ソフト機器展", "見本産業展示館"),
        (.publicity, 18, "見本 事業所向け広報", ""),
    ]

    /// - Parameter first: the first day of registration of each office in scope; nil where it never registered.
    static func held(
        in place: SampleReference.Municipality, activity level: Int, seed: UInt64,
        offices: [(number: OfficeNumber, first: Day?)]
    ) -> [Held] {
        var random = SampleRandom(seed, 0x0075, UInt64(place.code.number))
        let number = level > 3_400 ? random.within(4...6) : level > 1_900 ? random.within(3...5) : random.within(0...3)
        var days = (0..<number).map { _ in SampleCalendar.start.advanced(by: 120 + random.below(1_150)) }
        days.sort()
        return days.enumerated().map { order, day in
            let kind = kinds[random.weighted(kinds.map(\.weight))]
            let activity = OutreachActivity(
                id: "S\(place.code)-\(order + 1)", kind: kind.kind, day: day, title: kind.title, place: kind.place,
                organiser: place.name, area: place.code)
            return Held(
                activity: activity,
                attendees: offices.compactMap { office in
                    random.chance(attendance(kind.kind, day, office.first)) ? office.number : nil
                })
        }
    }

    /// The chance in 10,000 that an office comes.
    private static func attendance(_ kind: OutreachActivity.Kind, _ day: Day, _ first: Day?) -> Int {
        let share =
            switch kind {
            case .groupGuidance: 3_000
            case .seminar: 800
            case .exhibition: 500
            case .handsOn: 150
            default: 0
            }
        guard let first else { return share }
        if first <= day { return share * 13 / 10 }
        return first.days(since: day) <= 90 ? min(8_500, share * 6) : share
    }
}
