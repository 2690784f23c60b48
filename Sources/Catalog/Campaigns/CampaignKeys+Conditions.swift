import Adoption

extension CampaignKeys {
    static let condition = DefinitionSection(
        "condition", "条件", oneOf: requirements.map(\.name),
        [
            DefinitionKey("id", .id, "条件のID", isRequired: true),
            DefinitionKey("title", .text(60), "条件の名称", "書かなければ種類の名前です。"),
            DefinitionKey("of", .choice(CampaignWords.parties), "どの事業所の条件か", "二つの事業所の枠でだけ使います。書かなければbothです。"),
            DefinitionKey("optional", .flag, "枠の謝礼には要らない", "この条件を名指す上乗せや、支払い後の義務に使います。書かなければfalseです。"),
        ]
            + requirements.map { section in
                DefinitionKey(
                    section.name, .section(section.name), section.title, CampaignWords.meanings[section.name] ?? "")
            })

    /// The kinds of condition, each a section under the key of its name.
    static let requirements: [DefinitionSection] = [
        DefinitionSection(
            "start_using", "利用開始",
            [
                DefinitionKey("from", .day, "この日から", "書かなければ、いつから利用していてもかまいません。"),
                DefinitionKey("by", .day, "この日までに", ends),
            ]),
        DefinitionSection("still_using", "利用の継続", [DefinitionKey("day", .day, "この日に", ends)]),
        DefinitionSection("seminar", "研修会への参加", seminar.keys),
        DefinitionSection(
            "survey", "アンケートへの回答",
            [
                DefinitionKey("id", .id, "アンケートのID", isRequired: true), DefinitionKey("by", .day, "この日までに", ends),
            ]),
        DefinitionSection(
            "exchange", "実際の送受信",
            [
                DefinitionKey("from", .day, "この日から", begins), DefinitionKey("through", .day, "この日まで", ends),
                DefinitionKey("count", .count(1...100_000), "送受信の回数", "書かなければ1です。"),
                DefinitionKey("mutual", .flag, "送信と受信の両方", "書かなければfalse（どちらかでよい）です。"),
            ]),
        DefinitionSection(
            "new_partners", "新しい連携先",
            [
                DefinitionKey("count", .count(1...1000), "事業所の数", isRequired: true),
                DefinitionKey("from", .day, "この日から", begins), DefinitionKey("through", .day, "この日まで", ends),
            ]),
        DefinitionSection(
            "partners", "連携先の数",
            [
                DefinitionKey("count", .count(1...1000), "事業所の数", isRequired: true),
                DefinitionKey("from", .day, "この日から", begins), DefinitionKey("through", .day, "この日まで", ends),
            ]),
        DefinitionSection(
            "workflow", "業務フローの変更",
            [
                DefinitionKey("steps", .choices(CampaignWords.steps), "段階", "この順に記録します。書かなければ三つとも要ります。"),
                DefinitionKey("by", .day, "この日までに", ends),
            ]),
        DefinitionSection(
            "document", "書類の提出",
            [
                DefinitionKey("id", .id, "書類のID", isRequired: true), DefinitionKey("by", .day, "この日までに", ends),
            ]),
        DefinitionSection(
            "declared", "申告",
            [DefinitionKey("id", .id, "申告のID", "applicantかpartnerのdeclarationsのどれかです。", isRequired: true)]),
        DefinitionSection("in_operation", "休止・廃止していないこと", [DefinitionKey("day", .day, "この日に", ends)]),
    ]

    private static let begins = "書かなければキャンペーンの開始日です。"
    private static let ends = "書かなければキャンペーンの終了日です。"

    static let reward = DefinitionSection(
        "reward", "謝礼・補助", oneOf: ["fixed", "per_partner", "cost"],
        [
            DefinitionKey("id", .id, "謝礼のID", isRequired: true),
            DefinitionKey("title", .text(60), "謝礼の名称", "書かなければ「謝礼」です。"),
            DefinitionKey("fixed", .count(1...10_000_000), "定額（円）"),
            DefinitionKey("per_partner", .section("per_partner"), "新しい連携先の数に応じた額"),
            DefinitionKey("cost", .section("cost"), "実際にかかった費用（税抜き）"),
            DefinitionKey(
                "to", .choice(CampaignWords.payees), "受け取る事業所", "書かなければapplicantです。eachはそれぞれに同じ額を払います。"),
            DefinitionKey("needs", .ids, "上乗せの条件", "枠の条件に加えて、これらのIDの条件を満たしたときだけ払います。"),
        ])

    static let perPartner = DefinitionSection(
        "per_partner", "新しい連携先の数に応じた額",
        [
            DefinitionKey("yen", .count(1...10_000_000), "1か所あたり（円）", isRequired: true),
            DefinitionKey("condition", .id, "数える条件のID", "new_partnersの条件です。", isRequired: true),
            DefinitionKey("at_least", .count(0...10_000_000), "下限（円）", "書かなければ0です。"),
            DefinitionKey("at_most", .count(1...10_000_000), "上限（円）", "書かなければ上限はありません。"),
        ])

    static let cost = DefinitionSection(
        "cost", "実際にかかった費用（税抜き）",
        [
            DefinitionKey("cap", .count(1...10_000_000), "上限（円）", isRequired: true),
            DefinitionKey("round_down_to", .count(1...1_000_000), "切り捨てる単位（円）", "1000なら千円未満を切り捨てます。書かなければ1です。"),
            DefinitionKey("at_least", .count(1...10_000_000), "この額に満たなければ払わない（円）", "書かなければ1です。"),
        ])
}
