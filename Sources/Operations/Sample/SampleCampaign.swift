import Adoption

/// A campaign of the shipped sample: when it runs, which frames it has, and how many apply.
struct SampleCampaign: Sendable {
    enum Side: Sendable {
        case any, careManager, home

        func takes(_ office: SampleOffice, careManagers file: Int) -> Bool {
            switch self {
            case .any: true
            case .careManager: office.files.contains(file)
            case .home: !office.files.contains(file)
            }
        }
    }

    struct Frame: Sendable {
        var id: String
        /// As a part of all applications.
        var weight: Int
        var places: Int
        var applicant: Side
        /// The other office; nil in a frame for one.
        var partner: Side?
        /// Whether the applicant uses it already.
        var isForUsers = false
    }

    var id: String
    var area: MunicipalityCode
    /// The first day of the recruitment and of the campaign.
    var begins: Day
    /// The last day with an application.
    var lastApplication: Day
    /// The last day for the start, and the last day of the campaign.
    var startBy: Day
    var ends: Day
    var applications: Int
    var frames: [Frame]
    var definition: String

    /// Whether everything was settled before the sample's day.
    var isOver: Bool { ends < SampleCalendar.secondList }

    /// The survey at the start, and that at the end.
    var surveys: (first: String, last: String) { ("\(id)-start", "\(id)-end") }
}

extension SampleCampaign {
    static let all = [over, running]

    /// 静岡市, 2026-04-01 to 2026-09-30: over, and mostly paid.
    private static let over = SampleCampaign(
        id: "shizuoka-model-2026", area: MunicipalityCode(number: 221_007),
        begins: Day(number: 20_544), lastApplication: Day(number: 20_634),
        startBy: Day(number: 20_696), ends: Day(number: 20_726), applications: 190,
        frames: [
            Frame(id: "single", weight: 64, places: 80, applicant: .any),
            Frame(id: "pair", weight: 24, places: 30, applicant: .careManager, partner: .home),
            Frame(id: "model", weight: 12, places: 10, applicant: .any),
        ], definition: SampleCampaignText.over)

    /// 浜松市, 2026-08-03 to 2027-02-26: in the middle of it on the sample's day.
    private static let running = SampleCampaign(
        id: "hamamatsu-connect-2026", area: MunicipalityCode(number: 221_309),
        begins: Day(number: 20_668), lastApplication: SampleCalendar.secondList,
        startBy: Day(number: 20_847), ends: Day(number: 20_875), applications: 120,
        frames: [
            Frame(id: "licence", weight: 58, places: 70, applicant: .any),
            Frame(id: "referral", weight: 22, places: 25, applicant: .any, partner: .any, isForUsers: true),
            Frame(id: "expand", weight: 20, places: 15, applicant: .any, isForUsers: true),
        ], definition: SampleCampaignText.running)
}
