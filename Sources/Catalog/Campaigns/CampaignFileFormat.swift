/// What is printed from the list of the keys: the schema beside the examples and the reference in docs/.
package enum CampaignFileFormat {
    /// Data/campaigns/campaign.schema.json
    package static var schema: String {
        DefinitionSchema.text(title: "普及 キャンペーン定義", sections: CampaignKeys.sections)
    }

    /// docs/campaign-definitions.md
    package static var markdown: String { introduction + "\n" + DefinitionDocument.markdown(CampaignKeys.sections) }

    private static let introduction = """
        # キャンペーン定義 / Campaign definitions

        この文書は `make docs` が作ります。キーは `Sources/Catalog/Campaigns/CampaignKeys.swift` を直してください。

        一つのキャンペーンは一つのYAMLファイルです（`Data/campaigns/*.yaml`、ほかの場所でもかまいません）。募集期間、枠、募集数、
        申し込める事業所、条件、謝礼、期限、チラシの文まで、制度の違いはすべてこのファイルに書き、プログラムは直しません。

        A campaign is one YAML file. Everything in which schemes differ is in it: the window, the frames and their places,
        who may apply, the conditions, the rewards, the deadlines and the texts of the flyer.

        ## 作り方

        1. `fukyu campaign new ID` で書き始めのファイルを作るか、`Data/campaigns/` の例を写します。
        2. 上から順に直します。`#` より右は説明で、消してもかまいません。
        3. `fukyu campaign check ファイル` で確かめます。誤りはすべて、行番号と直し方の案とともに表示されます。
           「誤り」があるファイルは使えません。「注意」は、書き間違いの疑いです。

        エディターが対応していれば、1行目の `# yaml-language-server: $schema=campaign.schema.json` により、入力中にキーの候補と誤りが出ます。

        ## 書き方の約束

        - 日時はすべて日本時間です。`2026-09-01 09:00` のほか、`令和8年9月1日(火) 午前9時` のようにも書けます。曜日が違えば誤りになります。
        - 募集の終了は、その分の終わりまでです。`17:00` と書けば17時0分59秒まで受け付けます。日付だけ、または `24:00` なら、その日いっぱいです。
        - 自治体は、都道府県名を付けた名前（`静岡県静岡市`）か6桁の団体コードで書きます。政令指定都市の区は書けません。
        - 金額は円、半角の整数です（`20000`）。
        - 並びは `[a, b]` か、`- ` で始まる行です。一つだけなら、そのまま書けます。
        - 「: 」や、先頭の「*」「@」「[」を含む文は `"` で囲みます。長い文は `>-` の次の行から字下げして書きます。
        - YAMLのアンカー（`&名前`）は使えません。

        ## よくある制度の書き方

        | したいこと | 書き方 |
        |---|---|
        | 研修会に参加した事業所だけの枠 | その枠の `applicant` に `seminar` |
        | 枠の一部を研修会の参加者のために残す | 枠の `reserved_for_attendees` と `reserved_seminar` |
        | 研修会への参加を、申込みの後でもよい条件にする | `conditions` に `seminar` |
        | 別の法人の事業所との組だけを認める | `kind: pair` と `different_corporations: true` |
        | モデル事業所だけ上乗せする | その枠の謝礼に `needs: [条件のID]` を付けたものを加える |
        | 紹介した側とされた側の両方に払う | 謝礼に `to: each` |
        | 実費を上限つきで、千円未満を切り捨てて払う | `cost: {cap: 50000, round_down_to: 1000}` |
        | みなし指定の事業所にだけ書類を求める | 枠を分け、一方を `accepts_deemed: false`、他方の条件に `document` |
        | 支払いの後の義務（効果報告など） | `optional: true` の条件 |
        | 民間の同等のシステムも利用とみなす | `routes` に `equivalent` を加える |
        | 年度に1回 | 年度ごとに一つのファイルにし、`once_per_office: true` |
        | 前年度に受けた事業所を除く | `limits` の `not_with` に前年度のID |

        ## 判定できる条件

        条件は、台帳の記録から `満たした`・`未了`・`満たさない` が根拠とともに判定されます。判定に使う記録がまだないものは、職員が記録します。

        ## キーの一覧

        """
}
