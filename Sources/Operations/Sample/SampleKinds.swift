/// What the generator knows of each open-data file: how its service is written, which kind digits its office numbers
/// carry, how such offices are called and how readily they join.
struct SampleKind: Sendable {
    enum Sector: Sendable { case company, welfare, medical }

    var file: Int
    /// The text of the column サービスの種類.
    var title: String
    var suffix: SampleNames.Reading
    /// Third characters of the number with their weights (domain.md 7, and counted in published files).
    var kinds: [(UInt8, Int)]
    var sectors: [(Sector, Int)]
    /// 定員; nil where the service has none.
    var capacity: ClosedRange<Int>?
    /// Readiness to join, in percent of the municipality's level: care-managing offices lead.
    var readiness: Int

    private static let seven = [(UInt8(ascii: "7"), 100)]
    private static let nine = [(UInt8(ascii: "9"), 100)]
    private static let companies: [(Sector, Int)] = [(.company, 70), (.welfare, 20), (.medical, 10)]
    private static let homes: [(Sector, Int)] = [(.welfare, 95), (.medical, 5)]
    private static let clinics: [(Sector, Int)] = [(.medical, 85), (.welfare, 15)]
    private static let community: [(Sector, Int)] = [(.company, 55), (.welfare, 30), (.medical, 15)]

    private static func kind(
        _ file: Int, _ title: String, _ suffix: String, _ kana: String, _ kinds: [(UInt8, Int)],
        _ sectors: [(Sector, Int)], _ capacity: ClosedRange<Int>?, _ readiness: Int
    ) -> SampleKind {
        SampleKind(
            file: file, title: title, suffix: SampleNames.Reading(suffix, kana), kinds: kinds, sectors: sectors,
            capacity: capacity, readiness: readiness)
    }

    static let all: [SampleKind] = [
        kind(110, "訪問介護", "訪問介護", "ホウモンカイゴ", seven, companies, nil, 115),
        kind(120, "訪問入浴介護", "訪問入浴", "ホウモンニュウヨク", seven, companies, nil, 70),
        kind(
            130, "訪問看護", "訪問看護ステーション", "ホウモンカンゴステーション",
            [(UInt8(ascii: "6"), 90), (UInt8(ascii: "1"), 10)], companies, nil, 90),
        kind(
            140, "訪問リハビリテーション", "訪問リハビリテーション", "ホウモンリハビリテーション",
            [(UInt8(ascii: "1"), 70), (UInt8(ascii: "5"), 20), (UInt8(ascii: "7"), 9), (UInt8(ascii: "6"), 1)], clinics,
            nil, 60),
        kind(150, "通所介護", "デイサービス", "デイサービス", seven, companies, 20...50, 120),
        kind(155, "指定療養通所介護", "療養通所介護", "リョウヨウツウショカイゴ", nine, community, 5...18, 60),
        kind(
            160, "通所リハビリテーション", "通所リハビリ", "ツウショリハビリ",
            [(UInt8(ascii: "1"), 45), (UInt8(ascii: "5"), 50), (UInt8(ascii: "7"), 5)], clinics, 20...60, 80),
        kind(
            170, "福祉用具貸与", "福祉用具", "フクシヨウグ", [(UInt8(ascii: "7"), 99), (UInt8(ascii: "4"), 1)],
            [(.company, 95), (.welfare, 5)], nil, 150),
        kind(210, "短期入所生活介護", "ショートステイ", "ショートステイ", seven, homes, 4...20, 80),
        kind(
            220, "短期入所療養介護（介護老人保健施設）", "介護老人保健施設", "カイゴロウジンホケンシセツ",
            [(UInt8(ascii: "5"), 93), (UInt8(ascii: "7"), 7)], clinics, nil, 60),
        kind(
            230, "短期入所療養介護(療養病床を有する病院等）", "病院", "ビョウイン", [(UInt8(ascii: "1"), 100)], clinics, nil, 40
        ),
        kind(320, "認知症対応型共同生活介護", "グループホーム", "グループホーム", nine, community, 9...18, 30),
        kind(
            331, "特定施設入居者生活介護（有料老人ホーム）", "有料老人ホーム", "ユウリョウロウジンホーム", seven, companies, 30...90,
            25),
        kind(332, "特定施設入居者生活介護（軽費老人ホーム）", "ケアハウス", "ケアハウス", seven, homes, 20...50, 20),
        kind(
            334, "特定施設入居者生活介護（有料老人ホーム（サービス付き高齢者向け住宅））", "サービス付き住宅", "サービスツキジュウタク", seven,
            companies, 20...60, 25),
        kind(
            335, "特定施設入居者生活介護（有料老人ホーム・外部サービス利用型）", "有料老人ホーム", "ユウリョウロウジンホーム", seven, companies,
            20...60, 20),
        kind(
            336, "特定施設入居者生活介護（軽費老人ホーム・外部サービス利用型）", "ケアハウス", "ケアハウス", seven, homes, 20...50, 20),
        kind(
            337, "特定施設入居者生活介護（有料老人ホーム（サービス付き高齢者向け住宅）・外部サービス利用型）", "サービス付き住宅",
            "サービスツキジュウタク", seven, companies, 20...60, 20),
        kind(361, "地域密着型特定施設入居者生活介護（有料老人ホーム）", "有料老人ホーム", "ユウリョウロウジンホーム", nine, companies, 18...29, 20),
        kind(362, "地域密着型特定施設入居者生活介護（軽費老人ホーム）", "ケアハウス", "ケアハウス", nine, homes, 18...29, 20),
        kind(
            364, "地域密着型特定施設入居者生活介護（有料老人ホーム（サービス付き高齢者向け住宅））", "サービス付き住宅", "サービスツキジュウタク",
            nine, companies, 18...29, 20),
        kind(
            410, "特定福祉用具販売", "福祉用具", "フクシヨウグ", [(UInt8(ascii: "7"), 99), (UInt8(ascii: "4"), 1)],
            [(.company, 95), (.welfare, 5)], nil, 60),
        kind(430, "居宅介護支援", "ケアプランセンター", "ケアプランセンター", seven, companies, nil, 165),
        kind(510, "介護老人福祉施設", "特別養護老人ホーム", "トクベツヨウゴロウジンホーム", seven, homes, 30...120, 25),
        kind(
            520, "介護老人保健施設", "介護老人保健施設", "カイゴロウジンホケンシセツ",
            [(UInt8(ascii: "5"), 93), (UInt8(ascii: "7"), 7)], clinics, 50...120, 60),
        kind(530, "介護療養型医療施設", "病院", "ビョウイン", [(UInt8(ascii: "1"), 100)], clinics, 8...40, 20),
        kind(540, "地域密着型介護老人福祉施設入所者生活介護", "特別養護老人ホーム", "トクベツヨウゴロウジンホーム", nine, homes, 20...29, 25),
        kind(550, "介護医療院", "介護医療院", "カイゴイリョウイン", [(UInt8(ascii: "B"), 100)], clinics, 20...100, 20),
        kind(551, "短期入所療養介護（介護医療院）", "介護医療院", "カイゴイリョウイン", [(UInt8(ascii: "B"), 100)], clinics, nil, 40),
        kind(710, "夜間対応型訪問介護", "夜間訪問介護", "ヤカンホウモンカイゴ", nine, community, nil, 70),
        kind(
            720, "認知症対応型通所介護", "認知症デイサービス", "ニンチショウデイサービス",
            [(UInt8(ascii: "9"), 60), (UInt8(ascii: "7"), 40)], community, 6...24, 90),
        kind(730, "小規模多機能型居宅介護", "小規模多機能ホーム", "ショウキボタキノウホーム", nine, community, 18...29, 35),
        kind(
            760, "定期巡回・随時対応型訪問介護看護", "定期巡回サービス", "テイキジュンカイサービス", nine, community, nil, 90),
        kind(
            770, "看護小規模多機能型居宅介護（複合型サービス）", "看護小規模多機能", "カンゴショウキボタキノウ", nine, community, 18...29,
            40),
        kind(780, "地域密着型通所介護", "デイサービス", "デイサービス", nine, companies, 10...18, 100),
    ]

    static let byFile = Dictionary(all.map { ($0.file, $0) }, uniquingKeysWith: { first, _ in first })

    /// Files whose services often share one number, with the share of the smaller of them that does, in percent. Tried
    /// in this order; proportions as counted in 2,011 published rows where they are known, otherwise assumed.
    static let sharing: [(files: [Int], percent: Int)] = [
        ([520, 220, 160, 140], 30), ([520, 220, 160], 65), ([520, 220], 60), ([520, 160], 40), ([170, 410], 96),
        ([140, 160], 35), ([550, 551], 80), ([160, 230], 40), ([530, 160], 40), ([510, 210], 45), ([540, 720], 8),
        ([720, 730], 4), ([110, 430], 12), ([150, 430], 10), ([150, 210], 6), ([110, 130], 3), ([110, 150], 4),
        ([110, 120], 8),
    ]
}

/// Services that the open data leave out (予防, 総合事業, 居宅療養管理指導, 介護予防支援): written in the product's own format.
struct SampleExtra: Sendable {
    var service: String
    /// Added to offices of this file …
    var file: Int
    /// … in so many of 10,000 cases.
    var share: Int

    static let attached: [SampleExtra] = [
        SampleExtra(service: "62", file: 120, share: 3_730), SampleExtra(service: "63", file: 130, share: 4_190),
        SampleExtra(service: "64", file: 140, share: 3_730), SampleExtra(service: "66", file: 160, share: 4_190),
        SampleExtra(service: "67", file: 170, share: 5_130), SampleExtra(service: "24", file: 210, share: 3_730),
        SampleExtra(service: "25", file: 220, share: 3_260), SampleExtra(service: "26", file: 230, share: 3_260),
        SampleExtra(service: "2B", file: 551, share: 3_260), SampleExtra(service: "44", file: 410, share: 4_660),
        SampleExtra(service: "74", file: 720, share: 2_800), SampleExtra(service: "75", file: 730, share: 3_260),
        SampleExtra(service: "A2", file: 110, share: 2_140), SampleExtra(service: "A6", file: 150, share: 2_800),
        SampleExtra(service: "A6", file: 780, share: 2_800),
    ]

    /// Offices known by such a service alone: how many to 100,000 open-data rows.
    static let alone: [(service: String, kinds: [(UInt8, Int)], title: SampleNames.Reading, rate: Int)] = [
        (
            "46", [(UInt8(ascii: "0"), 100)], SampleNames.Reading("地域包括支援センター", "チイキホウカツシエンセンター"), 2_450
        ),
        (
            "31", [(UInt8(ascii: "1"), 36), (UInt8(ascii: "3"), 29), (UInt8(ascii: "4"), 35)],
            SampleNames.Reading("クリニック", "クリニック"), 19_700
        ),
        ("A3", [(UInt8(ascii: "A"), 100)], SampleNames.Reading("生活支援訪問", "セイカツシエンホウモン"), 700),
        ("A7", [(UInt8(ascii: "A"), 100)], SampleNames.Reading("元気サロン", "ゲンキサロン"), 900),
    ]
}
