import Adoption
import Catalog
import Operations
import TestWorkspace
import Testing

/// A person edits a definition and makes a mistake: the message names the line and what may have been meant.
@Suite("Broken campaign definitions")
struct BrokenCampaignTests {
    /// Line numbers in the tests below are those of this text.
    static let text = """
        id: small
        title: 見本
        area: 静岡県静岡市
        recruitment:
          opens: 2026-09-01 09:00
          closes: 2026-10-30 17:00
        period: {ends: 2027-03-31}
        places: 10
        budget: 500000
        limits: {once_per_office: true}
        deadlines: {contacts_until: 2027-09-30}
        conditions:
          - id: keep
            still_using: {day: 2027-03-31}
        frames:
          - id: pair
            kind: pair
            title: 組
            places: 10
            different_corporations: true
            applicant:
              services: [43]
              use: not_yet
              declarations:
                - {id: no-aid, text: ほかの補助を受けていません。}
            partner:
              areas: [静岡県静岡市]
            conditions:
              - id: links
                new_partners: {count: 3, from: 2026-09-01, through: 2027-02-28}
              - {id: aid, declared: {id: no-aid}}
            rewards:
              - {id: thanks, fixed: 20000, to: each, needs: [links]}
              - id: per
                per_partner: {yen: 1000, condition: links, at_least: 1000, at_most: 5000}
        texts:
          catchphrase: 見本
          summary: 見本
          contact: [見本]
          consent: 見本
        """

    private func problems(_ changes: [(String, String)]) throws -> [DefinitionProblem] {
        var text = BrokenCampaignTests.text
        for (old, new) in changes {
            let range = try #require(text.firstRange(of: old), "\(old)")
            text.replaceSubrange(range, with: new)
        }
        return try CampaignFile.read(yaml: text).problems
    }

    @Test("the text itself is right, and its defaults are the documented ones")
    func right() throws {
        let (read, problems) = try CampaignFile.read(yaml: BrokenCampaignTests.text)
        #expect(problems == [])
        let it = try #require(read)
        #expect(it.organiser == "静岡市" && it.begins == Day("2026-09-01") && it.routes.isEmpty)
        #expect(it.limits == CampaignLimits(oncePerOffice: true, oncePerCorporation: false, notWith: []))
        #expect(it.deadlines.partnerHours == 72 && it.deadlines.offerHours == nil)
        // No condition asks for a start of use: places are offered until the end.
        #expect(it.deadlines.offersUntil == Day("2027-03-31"))
        let frame = try #require(it.frames.first)
        #expect(
            frame.applicant.areas == [it.area] && frame.applicant.acceptsDeemed && !frame.applicant.acceptsSuspended)
        #expect(frame.conditions.map(\.title) == ["利用の継続", "新しい連携先", "申告"])
        #expect(frame.rewards.map(\.title) == ["謝礼", "謝礼"] && frame.waiting == nil)
        // 10 × (2 × 20,000 + 5,000)
        #expect(it.largestCommitment == 450_000)
    }

    /// One mistake: what is replaced, by what, and the line and the words of the message.
    struct Mistake: Sendable, CustomTestStringConvertible {
        var old: String
        var new: String
        var line: Int
        var words: [String]
        var testDescription: String { "\(old) → \(new)" }

        init(_ old: String, _ new: String, _ line: Int, _ words: String...) {
            self.old = old
            self.new = new
            self.line = line
            self.words = words
        }
    }

    static let mistakes: [Mistake] = [
        // Keys
        Mistake("title: 見本", "titel: 見本", 2, "titel", "もしかして: title。"),
        Mistake("    places: 10\n    diff", "    place: 10\n    diff", 19, "place", "もしかして: places。"),
        Mistake("budget: 500000", "opens: 2026-09-01", 9, "opens", "募集期間のキーです", "字下げ"),
        Mistake("budget: 500000", "zzzzzzzz: 1", 9, "zzzzzzzz", "id、title、area"),
        Mistake("budget: 500000", "[1, 2]: 1", 9, "ここにはありません"),
        Mistake("id: small\n", "", 1, "「id」（キャンペーンのID）がありません"),
        Mistake("  consent: 見本", "  notes: 見本", 37, "「consent」（個人情報の取扱いへの同意文）がありません"),
        Mistake("frames:\n", "frames: []\nframe:\n", 15, "応募枠がありません"),
        // Kinds of values
        Mistake("title: 見本", "title: [見本]", 2, "文字列が要ります"),
        Mistake("title: 見本", "title: \"\"", 2, "文がありません"),
        Mistake("title: 見本", "title: " + String(repeating: "長", count: 61), 2, "61字", "60字まで"),
        Mistake("places: 10\nbudget", "places: 10か所\nbudget", 8, "10か所", "もしかして: 10。"),
        Mistake("budget: 500000", "budget: ５００，０００円", 9, "もしかして: 500000。"),
        Mistake("budget: 500000", "budget: -1", 9, "-1は使えません", "1から100000000000まで"),
        Mistake("budget: 500000", "budget: 99999999999999999999", 9, "半角の整数が要ります"),
        Mistake("once_per_office: true", "once_per_office: はい", 10, "「はい」", "もしかして: true。"),
        Mistake("once_per_office: true", "once_per_office: ture", 10, "もしかして: true。"),
        Mistake("limits: {once_per_office: true}", "limits: true", 10, "「キー: 値」の組が要ります"),
        Mistake("conditions:\n  - id: keep\n    still_using: {day: 2027-03-31}", "conditions: keep", 12, "「- 」で始まる"),
        Mistake("id: small", "id: Small 2026", 1, "「Small 2026」", "もしかして: small-2026。"),
        Mistake("id: small", "id: " + String(repeating: "a", count: 41), 1, "40字まで"),
        Mistake("id: small", "id: ../etc", 1, "もしかして: etc。"),
        Mistake("kind: pair", "kind: par", 17, "「par」", "もしかして: pair。"),
        Mistake("kind: pair", "kind: モデル事業所", 17, "もしかして: model。"),
        Mistake("use: not_yet", "use: notyet", 23, "もしかして: not_yet。"),
        // Days and times
        Mistake("2026-09-01 09:00", "2026-09-31 09:00", 5, "2026-09-31", "例: 2026-09-01 09:00"),
        Mistake("2026-09-01 09:00", "2026-09-01 25:00", 5, "25:00"),
        Mistake("2026-09-01 09:00", "令和8年9月1日(水) 9時", 5, "2026-09-01は火曜日です"),
        Mistake("{ends: 2027-03-31}", "{ends: 2027-03-31 12:00}", 7, "時刻のない日付", "もしかして: 2027-03-31。"),
        Mistake("2026-10-30 17:00", "2026-08-30 17:00", 6, "募集の終了が開始より前です"),
        Mistake("period: {ends: 2027-03-31}", "period: {begins: 2027-04-01, ends: 2027-03-31}", 7, "開始日2027-04-01より前"),
        Mistake("period: {ends: 2027-03-31}", "period: {ends: 2026-10-29}", 7, "募集の終了（2026-10-30）より前"),
        Mistake("contacts_until: 2027-09-30", "contacts_until: 2027-03-31", 11, "終了日2027-03-31以前です"),
        Mistake("contacts_until: 2027-09-30", "offers_until: 2027-04-01", 11, "終了日2027-03-31より後です"),
        Mistake("still_using: {day: 2027-03-31}", "still_using: {day: 2026-08-31}", 14, "募集の開始2026-09-01より前"),
        Mistake("through: 2027-02-28", "through: 2026-08-28", 30, "2026-08-28は募集の開始"),
        Mistake(
            "from: 2026-09-01, through: 2027-02-28", "from: 2027-03-01, through: 2027-02-28", 30, "始め2027-03-01より前"),
        // Names
        Mistake("area: 静岡県静岡市", "area: 静岡県静岡氏", 3, "もしかして: 静岡県静岡市。"),
        Mistake("area: 静岡県静岡市", "area: 静丘市", 3, "もしかして: 静岡県静岡市。"),
        Mistake("area: 静岡県静岡市", "area: 府中市", 3, "東京都府中市", "広島県府中市"),
        Mistake("area: 静岡県静岡市", "area: 静岡県静岡市葵区", 3, "区です", "もしかして: 静岡県静岡市。"),
        Mistake("area: 静岡県静岡市", "area: 221001", 3, "もしかして: 221007（静岡県静岡市）"),
        Mistake("areas: [静岡県静岡市]", "areas: [静岡県静岡市, 静岡県浜松]", 27, "もしかして: 静岡県浜松市。"),
        Mistake("services: [43]", "services: [43, 居宅介護支縁]", 22, "もしかして: 43（居宅介護支援）"),
        Mistake("services: [43]", "services: home-service", 22, "もしかして: home-services。"),
        Mistake("budget: 500000", "routes: [careplan-renkai]", 9, "もしかして: careplan-renkei。", "kaigo-web"),
        // Ids that refer to each other
        Mistake("needs: [links]", "needs: [link]", 33, "条件「link」がこの枠にありません", "もしかして: links。"),
        Mistake("condition: links", "condition: keep", 35, "条件「keep」は新しい連携先の数の条件ではありません"),
        Mistake("condition: links", "condition: lniks", 35, "もしかして: links。"),
        Mistake("declared: {id: no-aid}", "declared: {id: no-aids}", 31, "申告「no-aids」がありません", "もしかして: no-aid。"),
        Mistake("- id: links", "- id: keep", 29, "条件のID「keep」が二度あります"),
        Mistake("- id: per", "- id: thanks", 34, "謝礼のID「thanks」が二度あります"),
        Mistake("limits: {once", "limits: {not_with: small, once", 10, "このキャンペーン自身"),
        // Kinds of conditions and rewards
        Mistake("still_using: {day: 2027-03-31}", "title: 継続", 13, "どの種類かがありません", "start_using、still_using"),
        Mistake("fixed: 20000, to", "fixed: 20000, cost: {cap: 1}, to", 33, "fixed、costが同時に"),
        Mistake("still_using: {day: 2027-03-31}", "survey: {id: 終了時}", 14, "「終了時」", "半角の英小文字"),
        Mistake("still_using: {day: 2027-03-31}", "survey: {}", 14, "「id」（アンケートのID）がありません"),
        Mistake("still_using: {day: 2027-03-31}", "workflow: {steps: [confirmed, hearing]}", 14, "段階の順が違います"),
        Mistake("still_using: {day: 2027-03-31}", "workflow: {steps: [hearing, change]}", 14, "もしかして: changed。"),
        Mistake("at_least: 1000", "at_least: 6000", 35, "下限が上限を超えています"),
        Mistake("fixed: 20000", "cost: {cap: 500, round_down_to: 1000}", 33, "切り捨てる単位が上限を超えています"),
        // Frames for two
        Mistake("    partner:\n      areas: [静岡県静岡市]\n", "", 17, "相手の事業所（partner）がありません"),
        Mistake("    different", "    reserved_for_attendees: 11\n    different", 20, "残す数11が募集数10を超えています"),
        Mistake("    places: 10\n    diff", "    reserved_for_attendees: 1\n    diff", 19, "枠の募集数が要ります"),
        // Texts
        Mistake("  consent", "  crest: ../crest.svg\n  consent", 40, "../crest.svg", ".svgか.png"),
        Mistake("  consent", "  crest: crest.exe\n  consent", 40, "crest.exe"),
        Mistake("  consent", "  address: kaigo.example.jp\n  consent", 40, "もしかして: https://kaigo.example.jp"),
        Mistake("  consent", "  address: https://a.example.jp/x\n  consent", 40, "もしかして: https://a.example.jp"),
        Mistake("  consent", "  address: javascript:alert(1)\n  consent", 40, "https://で始まり"),
        Mistake("summary: 見本", "summary: \"a\\u0007b\"", 38, "制御文字"),
    ]

    @Test("each mistake is told alone, with its line and what may have been meant", arguments: mistakes)
    func each(mistake: Mistake) throws {
        let problems = try problems([(mistake.old, mistake.new)]).filter { $0.severity == .mistake }
        let told = problems.filter { problem in
            problem.line == mistake.line && mistake.words.allSatisfy { problem.description.contains($0) }
        }
        #expect(told.count == 1, "\(problems.map(\.description).joined(separator: "\n"))")
    }

    @Test("a single frame has no partner, and pays none")
    func single() throws {
        let problems = try problems([
            ("kind: pair", "kind: single"), ("- id: links", "- id: links\n        of: partner"),
        ])
        #expect(problems.map(\.line) == [20, 27, 30, 34])
        #expect(problems.map(\.severity) == [.warning, .mistake, .mistake, .mistake])
        #expect(problems.map(\.path).last == "frames[0].rewards[0].to")
    }

    @Test("numbers that can be meant but rarely are give a warning, and the definition is there")
    func warnings() throws {
        let cases: [([(String, String)], Int, String)] = [
            ([("places: 10\nbudget", "places: 12\nbudget")], 8, "合計10が、全体の募集数12に届きません"),
            ([("places: 10\nbudget", "places: 9\nbudget")], 8, "合計10が、全体の募集数9を超えています"),
            ([("budget: 500000", "budget: 449999")], 9, "最大で450000円になり、総額449999円を超えます"),
            ([("areas: [静岡県静岡市]", "areas: [静岡県静岡市, 221007]")], 27, "同じ自治体が二度"),
        ]
        for (changes, line, words) in cases {
            var text = BrokenCampaignTests.text
            for (old, new) in changes { text = text.replacing(old, with: new) }
            let (definition, problems) = try CampaignFile.read(yaml: text)
            #expect(problems.map(\.severity) == [.warning] && problems.map(\.line) == [line])
            #expect(problems.first?.description.contains(words) == true, "\(problems)")
            #expect(definition != nil)
        }
    }

    @Test("all mistakes of a file are told at once, in the order of the lines, in one failure")
    func together() throws {
        let changes = [
            ("id: small", "id: SMALL"), ("area: 静岡県静岡市", "area: 静岡県静岡氏"), ("17:00", "17:77"),
            ("kind: pair", "kind: pear"),
            ("needs: [links]", "needs: [likns]"),
        ]
        #expect(try problems(changes).map(\.line) == [1, 3, 6, 17, 33])
        var text = BrokenCampaignTests.text
        for (old, new) in changes { text = text.replacing(old, with: new) }
        let reference = try Shipped.reference()
        let failure = try #require(
            #expect(throws: Failure.self) { try CampaignDefinition(yaml: text, file: "a.yaml", reference: reference) })
        #expect(failure.code == .invalid)
        let lines = failure.message.split(separator: "\n")
        #expect(lines.count == 6 && lines.first == "誤りが5件あります。")
        #expect(lines[1] == "a.yaml 1行目 5列目: 誤り: 「SMALL」は使えません。半角の英小文字・数字・ハイフンで40字までの名前が要ります。もしかして: small。")
    }
}
