import Adoption

/// Every key of a campaign definition: what the loader reads, `campaign.schema.json` describes and
/// docs/campaign-definitions.md lists. A test compares the three.
package enum CampaignKeys {
    /// The outermost section first.
    package static let sections: [DefinitionSection] =
        [campaign, recruitment, period, limits, deadlines, texts, frame, applicants, seminar, declaration]
        + [condition] + requirements.filter { $0.name != seminar.name } + [reward, perPartner, cost]

    static let campaign = DefinitionSection(
        "campaign", "キャンペーン",
        [
            DefinitionKey("id", .id, "キャンペーンのID", "ページのアドレスとコマンドで使う名前です。公開した後は変えないでください。", isRequired: true),
            DefinitionKey("title", .text(60), "名称", isRequired: true),
            DefinitionKey(
                "area", .area, "実施する自治体", "都道府県名を付けた市区町村名（静岡県静岡市）、都道府県名、または6桁の団体コードです。", isRequired: true),
            DefinitionKey("organiser", .text(60), "主催", "書かなければ自治体の名前です。"),
            DefinitionKey("recruitment", .section("recruitment"), "募集期間", isRequired: true),
            DefinitionKey("period", .section("period"), "キャンペーン期間", isRequired: true),
            DefinitionKey("places", .count(1...100_000), "全部の枠を合わせた募集数", "書かなければ枠ごとの数だけで決まります。"),
            DefinitionKey("budget", .count(1...100_000_000_000), "謝礼・補助の総額（円）", "書かなければ上限はありません。"),
            DefinitionKey(
                "routes", .routes, "利用とみなす経路", "経路のコードか名前です。書かなければ、判定する日の市区町村KPIの規則で数える経路です。"),
            DefinitionKey("limits", .section("limits"), "申込みの回数などの制限"),
            DefinitionKey("deadlines", .section("deadlines"), "手続きの期限"),
            DefinitionKey("conditions", .list("condition"), "全枠共通の条件", "すべての枠の条件の前に加わります。"),
            DefinitionKey("frames", .list("frame"), "応募枠", "一つ以上要ります。", isRequired: true),
            DefinitionKey("texts", .section("texts"), "チラシ・申込みフォーム・ページの文", isRequired: true),
        ])

    static let recruitment = DefinitionSection(
        "recruitment", "募集期間",
        [
            DefinitionKey("opens", .minute, "募集の開始", "この分から受け付けます。日付だけなら0時0分からです。", isRequired: true),
            DefinitionKey("closes", .minute, "募集の終了", "この分の終わりまで受け付けます。日付だけならその日の24時までです。", isRequired: true),
        ])

    static let period = DefinitionSection(
        "period", "キャンペーン期間",
        [
            DefinitionKey("begins", .day, "開始日", "書かなければ募集の開始日です。"),
            DefinitionKey("ends", .day, "終了日", "利用の継続などの条件は、日付を書かなければこの日で判定します。", isRequired: true),
        ])

    static let limits = DefinitionSection(
        "limits", "申込みの回数などの制限",
        [
            DefinitionKey("once_per_office", .flag, "事業所番号ごとに1回", "書かなければtrue（1回だけ）です。"),
            DefinitionKey("once_per_corporation", .flag, "法人番号ごとに1回", "書かなければfalse（何回でも）です。"),
            DefinitionKey("not_with", .ids, "重ねて受けられないキャンペーンのID", "そのキャンペーンで支払いを受けた事業所は申し込めません。"),
        ])

    static let deadlines = DefinitionSection(
        "deadlines", "手続きの期限",
        [
            DefinitionKey("partner_hours", .count(1...2160), "相手の事業所が確認するまでの時間", "書かなければ72時間です。"),
            DefinitionKey(
                "offer_hours", .count(1...2160), "空いた枠を案内してから返事を待つ時間", "書かなければ、空いた枠は返事を待たずに次の待機者に渡します。"),
            DefinitionKey("offers_until", .day, "空いた枠を案内する最後の日", "書かなければ、利用開始の期限のうち最も早い日（なければ終了日）です。"),
            DefinitionKey("contacts_until", .day, "連絡先を消す日", "終了日より後の日です。書かなければ終了日の180日後です。"),
        ])

    static let texts = DefinitionSection(
        "texts", "チラシ・申込みフォーム・ページの文",
        [
            DefinitionKey("catchphrase", .text(60), "キャッチコピー", isRequired: true),
            DefinitionKey("summary", .text(400), "趣旨", "一、二文で書きます。", isRequired: true),
            DefinitionKey("steps", .texts(200), "申込みから支払いまでの流れ", "順に書きます。"),
            DefinitionKey(
                "contact", .texts(120), "問い合わせ先", "1行に1項目（部署、電話、メール、受付時間）。個人の名前は書かないでください。", isRequired: true),
            DefinitionKey("notes", .texts(300), "注意事項"),
            DefinitionKey("consent", .text(600), "個人情報の取扱いへの同意文", "申込みのときに同意を求める文です。", isRequired: true),
            DefinitionKey("crest", .text(120), "市町村章の画像", "この定義ファイルと同じフォルダーからの相対パス（.svgか.png）です。"),
            DefinitionKey("address", .text(200), "申込みページのアドレス", "https://kaigo.city.example.jp の形で、後ろのパスは書きません。"),
        ])

    static let frame = DefinitionSection(
        "frame", "応募枠",
        [
            DefinitionKey("id", .id, "枠のID", isRequired: true),
            DefinitionKey("kind", .choice(CampaignWords.kinds), "枠の種類", isRequired: true),
            DefinitionKey("title", .text(60), "枠の名称", isRequired: true),
            DefinitionKey("places", .count(1...100_000), "募集数", "組の申込みも1件と数えます。書かなければ全体の数だけで決まります。"),
            DefinitionKey("reserved_for_attendees", .count(0...100_000), "研修会の参加者のために残す数", "募集数のうちの数です。書かなければ0です。"),
            DefinitionKey(
                "reserved_seminar", .section("seminar"), "残す数に数える研修会", "書かなければ、その自治体のどの研修会でもかまいません。"),
            DefinitionKey("waiting", .count(0...100_000), "待機できる数", "0なら待機はありません。書かなければ何件でも待機できます。"),
            DefinitionKey("applicant", .section("applicants"), "申し込める事業所", isRequired: true),
            DefinitionKey("partner", .section("applicants"), "相手の事業所", "kindがpairかreferralのときに要ります。"),
            DefinitionKey("different_corporations", .flag, "別の法人であること", "法人番号で判定します。書かなければfalseです。"),
            DefinitionKey("either_order", .flag, "どちらの事業所からでも申し込める", "書かなければfalseです。"),
            DefinitionKey("conditions", .list("condition"), "枠の条件"),
            DefinitionKey("rewards", .list("reward"), "謝礼・補助", "一つ以上要ります。", isRequired: true),
        ])

    static let applicants = DefinitionSection(
        "applicants", "申し込める事業所",
        [
            DefinitionKey("areas", .areas, "所在地", "市区町村か都道府県です。書かなければ実施する自治体です。"),
            DefinitionKey(
                "services", .services, "サービス",
                "どれか一つを提供していれば申し込めます。コード（43）か名称（居宅介護支援）、kpi-default（KPIの対象サービス）、"
                    + "またはhome-services（kpi-defaultから居宅介護支援を除いたもの）です。書かなければ問いません。"),
            DefinitionKey("use", .choice(CampaignWords.uses), "利用の状況", "申込みの日に判定します。書かなければanyです。"),
            DefinitionKey("accepts_suspended", .flag, "休止中の事業所も申し込める", "書かなければfalseです。"),
            DefinitionKey("accepts_deemed", .flag, "みなし指定だけの事業所も申し込める", "書かなければtrueです。"),
            DefinitionKey("seminar", .section("seminar"), "申込みの前に参加しているべき研修会", "書かなければ問いません。"),
            DefinitionKey("declarations", .list("declaration"), "申込みのときに申告すること"),
        ])

    static let seminar = DefinitionSection(
        "seminar", "研修会",
        [
            DefinitionKey(
                "activities", .texts(40), "研修会のID", "取組の一覧のactivity_idです。書かなければ、期間内のその自治体のどの研修会でもかまいません。"),
            DefinitionKey("from", .day, "この日から"),
            DefinitionKey("through", .day, "この日まで"),
        ])

    static let declaration = DefinitionSection(
        "declaration", "申告",
        [
            DefinitionKey("id", .id, "申告のID", isRequired: true),
            DefinitionKey("text", .text(200), "申告の文", "一文で書きます。", isRequired: true),
        ])
}
