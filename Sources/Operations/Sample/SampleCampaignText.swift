/// The definitions of the sample's campaigns, as a municipality would write them.
enum SampleCampaignText {
    static let over = """
        # 架空の見本です。静岡市の制度ではありません。日付、数、金額、連絡先はすべて作り物です。
        id: shizuoka-model-2026
        title: データ連携モデルキャンペーン（見本）
        area: 静岡県静岡市
        organiser: 静岡市（見本）

        recruitment:
          opens: 2026-04-01 09:00
          closes: 2026-06-30 17:00

        period:
          begins: 2026-04-01
          ends: 2026-09-30

        places: 120
        budget: 3500000

        deadlines:
          partner_hours: 72
          offer_hours: 48
          offers_until: 2026-07-31
          contacts_until: 2027-03-31

        conditions:
          - id: start-using
            title: 利用開始
            start_using: {by: 2026-08-31}
          - id: keep-using
            title: キャンペーン終了時の利用継続
            still_using: {day: 2026-09-30}
          - id: first-survey
            title: 利用開始時のアンケート
            survey: {id: shizuoka-model-2026-start, by: 2026-09-15}
          - id: last-survey
            title: キャンペーン終了時のアンケート
            survey: {id: shizuoka-model-2026-end, by: 2026-09-30}

        frames:
          - id: single
            kind: single
            title: ①A 一般枠（事業所単独）
            places: 80
            applicant:
              services: [居宅介護支援, home-services]
              use: not_yet
            conditions:
              - id: seminar
                title: 研修会への参加
                seminar: {from: 2026-04-01, through: 2026-08-31}
            rewards:
              - id: thanks
                title: 謝礼
                fixed: 20000

          - id: pair
            kind: pair
            title: ①B 一般枠（居宅介護支援事業所とサービス事業所）
            places: 30
            different_corporations: true
            either_order: true
            applicant:
              services: [居宅介護支援]
              use: not_yet
            partner:
              services: [home-services]
              use: not_yet
            rewards:
              - id: thanks
                title: 謝礼（それぞれの事業所に）
                fixed: 20000
                to: each

          - id: model
            kind: model
            title: ② モデル事業所枠
            places: 10
            applicant:
              services: [居宅介護支援, home-services]
              use: not_yet
            conditions:
              - id: workflow
                title: 業務フローの変更
                optional: true
                workflow:
                  steps: [hearing, changed, confirmed]
                  by: 2026-09-30
            rewards:
              - id: thanks
                title: 謝礼
                fixed: 20000
              - id: model-uplift
                title: モデル事業所の上乗せ
                fixed: 30000
                needs: [workflow]

        texts:
          catchphrase: ケアプランのやり取りを、紙からデータへ
          summary: 利用を始める市内の事業所に謝礼をお支払いする、架空のキャンペーンです。
          steps:
            - 申込みフォームから申し込みます。
            - ケアプランデータ連携システムの利用を始めます。
            - 利用開始時と終了時のアンケートに答えます。
            - 条件を確認した後、謝礼をお支払いします。
          contact:
            - 静岡市 キャンペーン事務局（見本）
            - 電話 03-0000-0000
          consent: 申込みの連絡先は、このキャンペーンの連絡のためだけに使い、2027年3月31日に消去します。

        """

    static let running = """
        # 架空の見本です。浜松市の制度ではありません。日付、数、金額、連絡先はすべて作り物です。
        id: hamamatsu-connect-2026
        title: つながる事業所を増やすキャンペーン（見本）
        area: 静岡県浜松市
        organiser: 浜松市（見本）

        recruitment:
          opens: 2026-08-03 09:00
          closes: 2026-12-18 17:00

        period:
          begins: 2026-08-03
          ends: 2027-02-26

        budget: 3200000

        deadlines:
          partner_hours: 120
          offer_hours: 72
          offers_until: 2026-12-25
          contacts_until: 2027-08-31

        conditions:
          - id: first-survey
            title: アンケート
            survey: {id: hamamatsu-connect-2026-start, by: 2027-01-29}

        frames:
          - id: licence
            kind: single
            title: 利用開始の費用の補助
            places: 70
            applicant:
              services: [居宅介護支援, home-services]
              use: not_yet
            conditions:
              - id: start-using
                title: 利用開始
                start_using: {by: 2027-01-29}
              - id: exchanged
                title: 実際の送受信
                exchange: {count: 1}
              - id: receipt
                title: 領収書の提出
                document: {id: receipt, by: 2027-02-26}
            rewards:
              - id: cost
                title: 費用の補助（税抜き、千円未満切捨て）
                cost: {cap: 21000, round_down_to: 1000}

          - id: referral
            kind: referral
            title: 紹介枠（利用している事業所と紹介先）
            places: 25
            applicant:
              services: [居宅介護支援, home-services]
              use: already
            partner:
              services: [居宅介護支援, home-services]
              use: not_yet
            conditions:
              - id: start-using
                title: 紹介先の利用開始
                of: partner
                start_using: {by: 2027-01-29}
            rewards:
              - id: thanks
                title: 謝礼（それぞれの事業所に）
                fixed: 10000
                to: each

          - id: expand
            kind: single
            title: 新しい連携先を増やす事業所
            places: 15
            applicant:
              services: [居宅介護支援, home-services]
              use: already
            conditions:
              - id: partners
                title: 新しい連携先2か所以上
                new_partners: {count: 2}
            rewards:
              - id: per-partner
                title: 新しい連携先1か所につき
                per_partner: {yen: 5000, condition: partners, at_least: 10000, at_most: 30000}

        texts:
          catchphrase: 一つつながると、次がつながる
          summary: 利用の開始と、連携先を増やすことを支える、架空のキャンペーンです。
          steps:
            - 申込みフォームから申し込みます。
            - 利用を始め、実際に送受信します。
            - アンケートに答えます。
          contact:
            - 浜松市 キャンペーン事務局（見本）
            - 電話 03-0000-0000
          consent: 申込みの連絡先は、このキャンペーンの連絡のためだけに使い、2027年8月31日に消去します。

        """
}
