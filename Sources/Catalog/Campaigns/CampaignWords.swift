import Adoption

/// The words that a campaign definition may use for the cases of its types, with their meanings.
enum CampaignWords {
    static let kinds: DefinitionKey.Words = CampaignFrame.Kind.allCases.map { kind in
        let meaning =
            switch kind {
            case .single: "事業所単独"
            case .pair: "二つの事業所の組"
            case .model: "モデル事業所"
            case .referral: "紹介"
            }
        return (kind.rawValue, meaning)
    }

    static let uses: DefinitionKey.Words = CampaignApplicants.Use.allCases.map { use in
        let meaning =
            switch use {
            case .any: "問わない"
            case .notYet: "申込みの日に利用していない"
            case .already: "申込みの日に利用している"
            case .never: "一度も利用したことがない"
            }
        return (use.rawValue, meaning)
    }

    static let parties: DefinitionKey.Words = CampaignCondition.Party.allCases.map { party in
        let meaning =
            switch party {
            case .both: "両方の事業所"
            case .applicant: "申し込む事業所"
            case .partner: "相手の事業所"
            }
        return (party.rawValue, meaning)
    }

    static let payees: DefinitionKey.Words = CampaignReward.Payee.allCases.map { payee in
        let meaning =
            switch payee {
            case .applicant: "申し込む事業所"
            case .partner: "相手の事業所"
            case .each: "二つの事業所のそれぞれ"
            }
        return (payee.rawValue, meaning)
    }

    /// The steps of a change of the workflow, in their order.
    static let steps: DefinitionKey.Words = [
        (EnrollmentStep.Kind.hearing.rawValue, "ヒアリング"), (EnrollmentStep.Kind.changed.rawValue, "業務フローの変更"),
        (EnrollmentStep.Kind.confirmed.rawValue, "変更の確認"),
    ]

    static let meanings = [
        "start_using": "利用とみなす経路で登録していること。", "still_using": "その日にも登録が続いていること。",
        "seminar": "研修会に参加していること。", "survey": "アンケートに回答していること。",
        "exchange": "期間内に送受信の記録があること。", "new_partners": "期間内に初めて送受信した相手の数。",
        "partners": "期間内に送受信した相手の数。", "workflow": "業務の見直しの記録が順にそろっていること。",
        "document": "職員が書類の受領を記録していること。", "declared": "申込みで申告していること。",
        "in_operation": "その日に休止も廃止もしていないこと。",
    ]
}
