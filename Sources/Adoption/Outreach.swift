/// 普及の取組: what a municipality does to spread the use.
package struct OutreachActivity: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// セミナー・研修会
        case seminar
        /// 集団指導
        case groupGuidance = "group_guidance"
        /// 伴走支援
        case handsOn = "hands_on"
        /// 展示
        case exhibition
        /// 広報
        case publicity
        /// 個別訪問
        case visit
        /// その他
        case other
    }

    /// The organiser's own key, unique in the database.
    package var id: String
    package var kind: Kind
    package var day: Day
    package var title: String
    package var place: String
    package var organiser: String
    /// The municipality or the prefecture (its six-digit code) for which it was held.
    package var area: MunicipalityCode

    package init(
        id: String, kind: Kind, day: Day, title: String, place: String, organiser: String, area: MunicipalityCode
    ) {
        self.id = id
        self.kind = kind
        self.day = day
        self.title = title
        self.place = place
        self.organiser = organiser
        self.area = area
    }
}
