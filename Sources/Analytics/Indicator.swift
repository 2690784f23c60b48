/// What a figure means, in words: the reference of indicators is printed from this list, and pages take their
/// explanations from it.
package struct Indicator: Hashable, Sendable {
    package enum Unit: String, Sendable {
        case offices, municipalities, percent, points, state
    }

    /// Which way is better.
    package enum Direction: String, Sendable {
        case up, down, neither
    }

    package let id: String
    package let title: String
    package let titleEnglish: String
    package let unit: Unit
    package let direction: Direction
    /// One sentence.
    package let definition: String
    package let definitionEnglish: String
    /// What is counted, and of what; nil where there is none.
    package let numerator: String?
    package let denominator: String?

    init(
        _ id: String, _ title: String, _ titleEnglish: String, _ unit: Unit, _ direction: Direction,
        _ definition: String, _ definitionEnglish: String, of share: (numerator: String, denominator: String)? = nil
    ) {
        self.id = id
        self.title = title
        self.titleEnglish = titleEnglish
        self.unit = unit
        self.direction = direction
        self.definition = definition
        self.definitionEnglish = definitionEnglish
        numerator = share?.numerator
        denominator = share?.denominator
    }

    /// Every indicator of the dashboards, in the order in which they are documented.
    package static let all: [Indicator] = municipality + prefecture + quality + change

    package static subscript(id: String) -> Indicator? { all.first { $0.id == id } }
}

extension Indicator {
    private static let municipality: [Indicator] = [
        Indicator(
            "eligible", "対象事業所", "Eligible offices", .offices, .neither,
            "基準日に、KPIの対象となるサービスを提供している事業所番号の数です（N）。",
            "Office numbers that offer a service in the rule's scope on the day (N)."),
        Indicator(
            "using", "利用中の事業所", "Offices in use", .offices, .up,
            "対象事業所のうち、基準日にKPIの定める段階以上で、数える経路に登録がある事業所の数です（n）。",
            "Eligible offices that hold the rule's stage or a higher one on a counting route on the day (n)."),
        Indicator(
            "use_rate", "利用率", "Rate of use", .percent, .up,
            "対象事業所に占める利用中の事業所の割合です。小数第1位までで切り捨てて示します。",
            "Share of eligible offices in use, cut (not rounded) to one decimal.", of: ("利用中の事業所", "対象事業所")),
        Indicator(
            "municipality_kpi", "市町村KPI", "Municipality KPI", .state, .up,
            "利用率が定めた割合に達しているかを、整数の計算で判定します。",
            "Whether the rate of use reaches the rule's share, decided with integers."),
        Indicator(
            "needed", "あと（事業所）", "Still needed", .offices, .down,
            "市町村KPIの達成までに、新しく利用が必要な事業所の数です。",
            "Offices that must still start before the municipality meets its KPI."),
        Indicator(
            "cushion", "余裕（事業所）", "Cushion", .offices, .up,
            "達成している市町村で、利用をやめても達成のままでいられる事業所の数です。",
            "Offices that could stop before a municipality that meets its KPI misses it."),
        Indicator(
            "suspended", "休止中の事業所", "Suspended offices", .offices, .neither,
            "対象サービスがすべて休止中の事業所の数です。既定では対象事業所に含めません。",
            "Offices whose services in scope are all suspended; not eligible by default."),
        Indicator(
            "stage_readings", "段階別の数", "Readings by stage", .offices, .up,
            "対象事業所のうち、誓約・利用申請・利用登録・実連携のそれぞれ以上の段階にある事業所の数です。",
            "Eligible offices at pledge, application, registration or real exchange and above, side by side."),
        Indicator(
            "unmoved", "未移行の事業所", "Unmoved offices", .offices, .down,
            "2027年から数えない経路だけに登録がある対象事業所の数です。",
            "Eligible offices whose only registration is on a route that does not count from 2027 on."),
        Indicator(
            "by_service", "サービス種類別の利用率", "Rate of use by service", .percent, .up,
            "サービス種類ごとの利用率です。複数の種類をもつ事業所はそれぞれに数えるため、合計は全体を超えます。",
            "Rate of use per kind of service; an office with several kinds is in each, so they add up to more.",
            of: ("その種類の利用中の事業所", "その種類の対象事業所")),
        Indicator(
            "by_corporation", "法人の規模別の利用率", "Rate of use by size of corporation", .percent, .up,
            "県内の対象事業所の数で分けた法人の規模ごとの利用率です。",
            "Rate of use by how many eligible offices the corporation runs in the prefecture.",
            of: ("その規模の利用中の事業所", "その規模の対象事業所")),
    ]

    private static let prefecture: [Indicator] = [
        Indicator(
            "municipalities_met", "達成した市町村", "Municipalities that meet the KPI", .municipalities, .up,
            "市町村KPIを達成した市町村の数です。", "Municipalities that meet their KPI."),
        Indicator(
            "municipalities_applicable", "判定の対象となる市町村", "Municipalities to judge", .municipalities, .neither,
            "対象事業所が1つ以上ある市町村の数です（M）。未報告の市町村も含みます。",
            "Municipalities with at least one eligible office (M), reported or not."),
        Indicator(
            "prefecture_kpi", "都道府県KPI", "Prefecture KPI", .state, .up,
            "達成した市町村の割合が定めた割合に達しているかの判定です。未報告の市町村の結果しだいで変わるときは判定保留とします。",
            "Whether enough municipalities meet their KPI; undecided where unreported ones could decide it.",
            of: ("達成した市町村", "判定の対象となる市町村")),
        Indicator(
            "cheapest", "最も近い市町村", "Cheapest set", .municipalities, .neither,
            "都道府県KPIの達成に足りない数の市町村を、必要な事業所が少ない順に選んだものです。",
            "The missing number of municipalities with the fewest offices still needed, ties by code."),
    ]

    private static let quality: [Indicator] = [
        Indicator(
            "certainty", "判定の確かさ", "Certainty of the judgement", .state, .neither,
            "未報告や食い違いのある事業所を最も悪く、最も良く読んでも判定が変わらないかを示します。",
            "Whether the judgement stands under the worst and the best reading of everything uncertain."),
        Indicator(
            "lower_bound", "利用率の下限", "Lower bound of the rate", .percent, .up,
            "確認できない事業所をすべて未利用と見たときの利用率です。",
            "The rate of use if nothing unknown is in use (Manski 1989).",
            of: ("確かな利用中の事業所", "確かな対象事業所と、率を下げる未確認の事業所")),
        Indicator(
            "upper_bound", "利用率の上限", "Upper bound of the rate", .percent, .up,
            "確認できない事業所をすべて利用中と見たときの利用率です。",
            "The rate of use if everything unknown is in use (Manski 1989).",
            of: ("利用中または未確認の事業所", "確かな対象事業所と、率を上げる未確認の事業所")),
        Indicator(
            "presumed", "推定の事業所", "Presumed offices", .offices, .down,
            "最初の名簿より前から開いていたとみなして数えた対象事業所の数です。",
            "Eligible offices that are taken to have been open before the first list that names them."),
        Indicator(
            "orphans", "名簿にない登録", "Registrations without an office", .offices, .down,
            "事業所番号が名簿にない登録の数です。nにもNにも数えません。",
            "Registrations whose office number is not in the ledger; counted in neither n nor N."),
    ]

    private static let change: [Indicator] = [
        Indicator(
            "flow", "増減の内訳", "Flow", .offices, .neither,
            "2つの日の間に、利用と対象がそれぞれ何によって増え、減ったかの内訳です。",
            "What came and what went between two days, for n and for N; the balance always closes."),
        Indicator(
            "rate_change", "利用率の変化", "Change of the rate", .points, .up,
            "2つの日の利用率の差を、利用の増減による分と対象の増減による分に分けたものです。",
            "The change of the rate, split into what users did and what the denominator did."),
        Indicator(
            "outreach_registered", "取組の後に登録した事業所", "Registered after an activity", .offices, .up,
            "取組に参加した未利用の事業所のうち、当日から90日以内に利用登録した事業所の数です。取組の効果とは限りません。",
            "Attendees not in use on the day that registered within 90 days; a change, not an effect.",
            of: ("90日以内に利用登録した参加事業所", "当日未利用で、90日が経過した参加事業所")),
    ]
}
